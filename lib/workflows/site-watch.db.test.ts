import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDb, inTransaction } from "@/lib/db/client";
import { selectSite, updateSiteFindings, upsertCloud, upsertSite } from "@/lib/db/sites";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { siteWatch } from "./site-watch";

const ability = { name: "Export backup records", allowed: true, detail: null };
let keystone: Server;
let asked = 0;

beforeAll(async () => {
  await freshDatabase();
  keystone = createServer((_request, response) => {
    asked += 1;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ version: { id: "v3.14", status: "stable", links: [] } }));
  });
  await new Promise<void>((resolve) => keystone.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  keystone.close();
  await closeDb();
});

test("a site that nobody looks at is asked when its state has grown old, and not before", async () => {
  const id = await addSite("lit", (keystone.address() as AddressInfo).port);
  const watch = siteWatch();
  await watch(new Date());
  const first = await selectSite(id);
  expect(first).toMatchObject({ state: "reachable", problem: null });
  const before = asked;
  await watch(new Date());
  expect(asked).toBe(before);
  await watch(new Date(Date.now() + 60_000));
  expect(asked).toBeGreaterThan(before);
});

test("a site that went dark is written down as unreachable; what its account may do is kept", async () => {
  const id = await addSite("dark", 1);
  await updateSiteFindings(id, {
    state: "reachable",
    problem: null,
    services: [],
    abilities: [ability],
    checkedAt: new Date(0),
  });
  await siteWatch()(new Date());
  expect(await selectSite(id)).toMatchObject({
    state: "unreachable",
    problem: "Keystone at dark cannot be reached.",
    abilities: [ability],
  });
});

async function addSite(name: string, port: number): Promise<string> {
  const keystoneUrl = `http://127.0.0.1:${port}/v3`;
  await inTransaction(async (tx) => {
    const cloudId = await upsertCloud(tx, { id: `cloud-${name}`, name, keystoneUrl });
    const facts = {
      region: name,
      interface: "public",
      source: "page",
      backupStore: null,
      caCertificate: null,
    } as const;
    await upsertSite(tx, { id: `site-${name}`, cloudId, name, ...facts, allowedHosts: [] }, null);
  });
  return `site-${name}`;
}
