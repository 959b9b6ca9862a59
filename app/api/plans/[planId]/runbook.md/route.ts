import { planRef } from "@/lib/domain/plan-page";
import { runbookMarkdown } from "@/lib/domain/runbook-markdown";
import { runbookFor } from "@/lib/server/bank/queries";
import { route } from "@/lib/server/route";

// It may hold user data, and with it secrets: not for readers.
export const GET = route("project:write", planRef, async ({ planId }, actor) => {
  const { name, runbook } = await runbookFor(actor, planId);
  const plain = name.replace(/[^\w.-]+/g, "-");
  const disposition = `attachment; filename="runbook-${plain}.md"; filename*=UTF-8''${encodeURIComponent(`runbook-${name}.md`)}`;
  return new Response(runbookMarkdown(runbook), {
    headers: { "content-type": "text/markdown; charset=utf-8", "content-disposition": disposition },
  });
});
