import { planRef } from "@/lib/domain/plan-page";
import { runbookHtml } from "@/lib/domain/runbook-html";
import { runbookFor } from "@/lib/server/bank/queries";
import { route } from "@/lib/server/route";

// It may hold user data, and with it secrets: not for readers.
export const GET = route("project:write", planRef, async ({ planId }, actor) => {
  const { runbook } = await runbookFor(actor, planId);
  return new Response(runbookHtml(runbook), { headers: { "content-type": "text/html; charset=utf-8" } });
});
