import type { APIRequestContext } from "@playwright/test";
import { z } from "zod";
import type { Account } from "./fixtures";

/** Things of project demo that pages are about. */
export type Things = {
  siteId: string;
  planId: string;
  checkpointId: string;
  runId: string;
  failoverId: string;
  serverId: string;
};

export type PageEntry = {
  /** For test titles and file names. */
  name: string;
  account: Account | "nobody";
  path: (things: Things) => string;
};

const asDemo = (name: string, path: PageEntry["path"] | string): PageEntry => ({
  name,
  account: "demo",
  path: typeof path === "string" ? () => path : path,
});
const asAdmin = (name: string, path: PageEntry["path"] | string): PageEntry => ({
  ...asDemo(name, path),
  account: "admin",
});

const IMPACT = new Date(Date.now() - 9 * 60_000).toISOString();
const failoverOf = ({ planId, checkpointId }: Things) =>
  `/plans/${planId}/failover?mode=disaster&impact=${IMPACT}&by=pick&point=${checkpointId}`;

/** Every page there is: what is looked at for accessibility, and what is photographed. */
export const PAGES: readonly PageEntry[] = [
  { name: "sign-in", account: "nobody", path: () => "/sign-in" },
  asDemo("overview", "/"),
  asDemo("resources-servers", "/resources"),
  asDemo("resources-volumes", "/resources?kind=volume"),
  asDemo("resources-images", "/resources?kind=image"),
  asDemo("resources-networks", "/resources?kind=network"),
  asDemo("resource", ({ serverId, siteId }) => `/resources/server/${serverId}?site=${siteId}`),
  asDemo("plans", "/plans"),
  asDemo("plan", ({ planId }) => `/plans/${planId}`),
  asDemo("plan-new-what", "/plans/new"),
  asDemo("plan-new-when", "/plans/new?step=when"),
  asDemo("plan-new-keep", "/plans/new?step=keep"),
  asDemo("plan-new-promise", "/plans/new?step=promise"),
  asDemo("plan-new-where", "/plans/new?step=where"),
  asDemo("plan-new-review", "/plans/new?step=review"),
  asDemo("plan-edit", ({ planId }) => `/plans/${planId}/edit`),
  asDemo("plan-recovery", ({ planId }) => `/plans/${planId}/recovery`),
  asDemo("plan-import", "/plans/import"),
  asDemo("checkpoints", "/checkpoints"),
  asDemo("checkpoint", ({ checkpointId }) => `/checkpoints/${checkpointId}`),
  asDemo("restore-what", ({ checkpointId }) => `/checkpoints/${checkpointId}/restore`),
  asDemo("restore-where", ({ checkpointId }) => `/checkpoints/${checkpointId}/restore?step=where`),
  asDemo("restore-how", ({ checkpointId }) => `/checkpoints/${checkpointId}/restore?step=how`),
  asDemo("restore-review", ({ checkpointId }) => `/checkpoints/${checkpointId}/restore?step=review`),
  asDemo("recovery", "/recovery"),
  asDemo("failover-happened", ({ planId }) => `/plans/${planId}/failover`),
  asDemo("failover-disaster", ({ planId }) => `/plans/${planId}/failover?mode=disaster&impact=${IMPACT}`),
  asDemo(
    "failover-point",
    ({ planId }) => `/plans/${planId}/failover?mode=disaster&impact=${IMPACT}&step=point&by=pick`,
  ),
  asDemo("failover-checks", (things) => `${failoverOf(things)}&step=checks`),
  asDemo("failover-review", (things) => `${failoverOf(things)}&step=review`),
  asDemo("drill-point", ({ planId }) => `/plans/${planId}/drill`),
  asDemo("drill-review", ({ planId, checkpointId }) => `/plans/${planId}/drill?step=review&point=${checkpointId}`),
  asDemo("failover", ({ failoverId }) => `/failovers/${failoverId}`),
  asDemo("runs", "/runs"),
  asDemo("run", ({ runId }) => `/runs/${runId}`),
  asDemo("audit", "/audit"),
  asDemo("settings", "/settings"),
  asDemo("not-found", "/no-such-page"),
  asAdmin("sites", "/sites"),
  asAdmin("site-new", "/sites/new"),
  asAdmin("site", ({ siteId }) => `/sites/${siteId}`),
  asAdmin("site-edit", ({ siteId }) => `/sites/${siteId}/edit`),
  asAdmin("audit-all", "/audit"),
];

const past = z.object({ history: z.array(z.looseObject({ id: z.string() })).min(1) });
const rows = z.object({ rows: z.array(z.looseObject({ id: z.string() })) });

/** The ids of the demo's own plan, its newest checkpoint that holds data, its newest run and one of its servers. */
export async function readThings(demo: APIRequestContext): Promise<Things> {
  const viewer = z
    .object({ sites: z.array(z.object({ id: z.string(), name: z.string() })) })
    .parse(await json(demo, "/api/viewer"));
  const siteId = viewer.sites.find(({ name }) => name === "RegionOne")?.id ?? "";
  const plan = await first(demo, "/api/plans?search=Billing");
  const checkpoint = await first(demo, `/api/checkpoints?planId=${plan}&state=usable`);
  const run = await first(demo, "/api/runs");
  const { history } = past.parse(await json(demo, "/api/recovery"));
  const server = await first(demo, `/api/resources?siteId=${siteId}&kind=OS::Nova::Server&search=db-1`);
  return {
    siteId,
    planId: plan,
    checkpointId: checkpoint,
    runId: run,
    failoverId: history[0]?.id ?? "",
    serverId: server,
  };
}

async function first(demo: APIRequestContext, path: string): Promise<string> {
  const found = rows.parse(await json(demo, path)).rows[0];
  if (!found) throw new Error(`${path} lists nothing`);
  return found.id;
}

async function json(demo: APIRequestContext, path: string): Promise<unknown> {
  const response = await demo.get(path);
  if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
  return response.json();
}
