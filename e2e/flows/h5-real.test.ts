import { mkdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { selectBankContent } from "@/lib/db/bank-export";
import { takeBankKey, selectBank } from "@/lib/db/banks";
import { closeDb, db } from "@/lib/db/client";
import { upsertRecovery } from "@/lib/db/recovery";
import { recoverySettings } from "@/lib/domain/recovery-settings";
import { scriptOf } from "@/lib/domain/runbook";
import { runbookHtml } from "@/lib/domain/runbook-html";
import { runbookMarkdown } from "@/lib/domain/runbook-markdown";
import { makeRunbook } from "@/lib/protection/bank/runbook";
import { closeEngineClient } from "@/lib/workflows/enqueue";
import { launch } from "@/lib/workflows/engine";
import { startCheckpoint } from "@/lib/workflows/start";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { makeApplication } from "./h5-app";
import { addPlan, addSites, signIn } from "./setting";
import { until } from "./workload";

test("real", async () => {
  await freshDatabase();
  const place = await addSites("http://127.0.0.1:5000/v3");
  const [cloud, there] = await Promise.all([signIn(place.one), signIn(place.two)]);
  const engine = await launch({ workerId: "h5-real" });
  const made = await makeApplication(cloud);
  console.log("application", JSON.stringify(made));
  const plan = await addPlan(place, { name: "h5bw", selection: { by: "fixed", resources: made.servers } });
  const servers = made.servers.map(({ id, name }, index) => ({ serverId: id, name, after: index === 0 ? [] : [made.servers[0]?.id ?? ""] }));
  await upsertRecovery(db(), { planId: plan.id, settings: recoverySettings.parse({ servers }), by: "ana", at: new Date() });
  const { runId } = await startCheckpoint({ plan, trigger: "manual", slotAt: null, actor: { userId: "u", userName: "t" } });
  const row = await until("checkpoint", async () => {
    const found = await db().run.findUnique({ where: { id: runId } });
    return found?.endedAt ? found : null;
  }, 400_000);
  console.log("run", row.state, JSON.stringify(row.cause), plan.id);
  console.log("bank", JSON.stringify(await selectBank(plan.id)), await takeBankKey(db(), plan.id, new Date()));
  const runbook = await makeRunbook(there, await selectBankContent(plan.id, new Date()));
  mkdirSync("/tmp/h5-real", { recursive: true });
  if (runbook) {
    writeFileSync("/tmp/h5-real/runbook.sh", scriptOf(runbook));
    writeFileSync("/tmp/h5-real/runbook.md", runbookMarkdown(runbook));
    writeFileSync("/tmp/h5-real/runbook.html", runbookHtml(runbook));
  }
  const copies = await db().copy.findMany({ select: { siteId: true, medium: true, remoteId: true, imported: true } });
  writeFileSync("/tmp/h5-real/copies.json", JSON.stringify(copies, null, 1));
  writeFileSync("/tmp/h5-real/made.json", JSON.stringify({ made, planId: plan.id }));
  const credential = await db().credential.findMany({ select: { remoteId: true } });
  writeFileSync("/tmp/h5-real/credential.json", JSON.stringify(credential));
  await engine.stop();
  await closeEngineClient();
  await closeDb();
  expect(row.state).toBe("succeeded");
}, 590_000);
