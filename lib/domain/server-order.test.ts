import { expect, test } from "vitest";
import { orderOf } from "./recovery-order";
import { recoverySettings } from "./recovery-settings";

const source = (...ids: string[]) => ({
  servers: ids.map((serverId) => ({ serverId, name: serverId.toUpperCase() })),
});
const settings = (after: Record<string, string[]>) =>
  recoverySettings.parse({
    servers: Object.entries(after).map(([serverId, needs]) => ({ serverId, name: "old name", after: needs })),
  });

test.each([
  ["nothing is set: all at once", {}, [["web", "app", "db"]]],
  ["a chain", { web: ["app"], app: ["db"] }, [["db"], ["app"], ["web"]]],
  ["two beside each other", { web: ["db"], app: ["db"] }, [["db"], ["web", "app"]]],
  ["a server that the checkpoint does not hold", { gone: ["db"], web: ["gone", "db"] }, [["app", "db"], ["web"]]],
])("%s", (_name, after, waves) => {
  expect(orderOf(source("web", "app", "db"), settings(after)).waves).toEqual(waves);
});

test("each server comes with its settings or their defaults, in the order of the waves and by its name of now", () => {
  const { servers } = orderOf(source("web", "db"), settings({ web: ["db"] }));
  expect(servers).toMatchObject([
    { serverId: "db", name: "DB", after: [], critical: true, gates: [] },
    { serverId: "web", name: "WEB", after: ["db"] },
  ]);
});

test("a circle is refused by the names of its servers", () => {
  expect(() => orderOf(source("web", "db"), settings({ web: ["db"], db: ["web"] }))).toThrow("WEB → DB → WEB");
});
