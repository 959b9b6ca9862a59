import { z } from "zod";

const DEMO = `http://127.0.0.1:${process.env.BREAKWATER_DEMO_PORT ?? "35400"}`;
const book = z.array(z.record(z.string(), z.unknown()));

/** Adds a fault beside those that other tests have set; answers how to take it away again. */
export async function addFault(rule: Record<string, unknown>): Promise<() => Promise<void>> {
  const set = (rules: Record<string, unknown>[]) =>
    fetch(`${DEMO}/demo/faults`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(rules),
    });
  const known = async () => book.parse(await (await fetch(`${DEMO}/demo/faults`)).json());
  const answer = await set([...(await known()), rule]);
  if (!answer.ok) throw new Error(`The demo cloud does not take the fault: ${await answer.text()}`);
  const own = JSON.stringify(rule["path"]);
  return async () => {
    await set((await known()).filter((one) => JSON.stringify(one["path"]) !== own));
  };
}
