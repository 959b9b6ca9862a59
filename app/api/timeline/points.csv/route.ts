import { timelineCsvQuery } from "@/lib/domain/timeline";
import { requirePlan } from "@/lib/server/plans/read";
import { pointsCsv } from "@/lib/server/checkpoints/timeline-csv";
import { route } from "@/lib/server/route";

export const GET = route("project:read", timelineCsvQuery, async (query, actor) => {
  const plan = await requirePlan(actor, query.planId);
  const name = `${plan.name}-checkpoints.csv`;
  const disposition = `attachment; filename="${name.replace(/[^\w.-]+/g, "-")}"; filename*=UTF-8''${encodeURIComponent(name)}`;
  return new Response(pointsCsv(actor, query), {
    headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": disposition },
  });
});
