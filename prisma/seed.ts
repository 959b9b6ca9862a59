// Gives a new Breakwater on the demo cloud the past that the demo cloud has: three
// plans with sixty days of checkpoints. Does nothing where there are plans already.
import { closeDb, db } from "@/lib/db/client";
import { demoHistory } from "@/demo/history";
import { env } from "@/lib/env";
import { giveCredential } from "./seed/credential";
import { drillsOf } from "./seed/drill-rows";
import { rowsOf } from "./seed/rows";
import { demoPlace, historyTime } from "./seed/place";
import { writeDrills, writePlan } from "./seed/write";

const { demoUrl } = env();
if (!demoUrl) throw new Error("BREAKWATER_DEMO_URL names the demo cloud; npm start sets it");

if ((await db().plan.count()) === 0) {
  const place = await demoPlace();
  const history = demoHistory(await historyTime(demoUrl));
  for (const plan of history) {
    const rows = rowsOf(plan, place);
    // Thousands of rows: a machine that is busy with its first start needs its time.
    await db().$transaction(
      async (tx) => {
        await writePlan(tx, rows);
        await writeDrills(tx, drillsOf(plan, place));
      },
      { timeout: 600_000, maxWait: 60_000 },
    );
    await giveCredential(plan, place);
  }
}
await closeDb();
