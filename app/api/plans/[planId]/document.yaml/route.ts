import { planRef } from "@/lib/domain/plan-page";
import { planDocumentOf } from "@/lib/server/plans/queries";
import { route } from "@/lib/server/route";

export const GET = route("project:read", planRef, async ({ planId }, actor) => {
  const { name, text } = await planDocumentOf(actor, planId);
  const plain = name.replace(/[^\w.-]+/g, "-");
  const disposition = `attachment; filename="${plain}.yaml"; filename*=UTF-8''${encodeURIComponent(`${name}.yaml`)}`;
  return new Response(text, {
    headers: { "content-type": "application/yaml; charset=utf-8", "content-disposition": disposition },
  });
});
