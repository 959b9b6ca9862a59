import { getHealth } from "@/lib/server/health";

export const dynamic = "force-dynamic";

/** For load balancers and monitors: 200 while Breakwater can do its work, 503 while it cannot. */
export async function GET(): Promise<Response> {
  const health = await getHealth();
  return Response.json(health, {
    status: health.status === "down" ? 503 : 200,
    headers: { "cache-control": "no-store" },
  });
}
