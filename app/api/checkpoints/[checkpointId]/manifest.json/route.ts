import { checkpointRef } from "@/lib/domain/checkpoint-page";
import { manifestOf } from "@/lib/server/checkpoints/queries";
import { route } from "@/lib/server/route";

// It may hold user data, and with it secrets: not for readers.
export const GET = route("project:write", checkpointRef, async ({ checkpointId }, actor) => {
  const { text, sha256, name } = await manifestOf(actor, checkpointId);
  const headers = new Headers({
    "content-type": "application/json; charset=utf-8",
    "content-disposition": `attachment; filename="${name.replace(/[^\w.-]+/g, "-")}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
  if (sha256 !== null) headers.set("x-content-sha256", sha256);
  return new Response(text, { headers });
});
