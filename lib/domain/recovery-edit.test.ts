import { describe, expect, test } from "vitest";
import { followsServer, withMapping, withServer } from "./recovery-edit";
import { NO_SETTINGS, recoverySettings, serverRecovery } from "./recovery-settings";

const { mappings } = NO_SETTINGS;
const server = (serverId: string, after: string[] = []) => serverRecovery.parse({ serverId, name: serverId, after });

describe("a mapping", () => {
  const place = { field: "keyPairs", key: "ops" } as const;

  test("is set, also to nothing at all, and left to the proposal again", () => {
    const set = withMapping(mappings, place, null);
    expect(set.keyPairs).toEqual({ ops: null });
    expect(withMapping(set, place, "other").keyPairs).toEqual({ ops: "other" });
    expect(withMapping(set, place, undefined)).toEqual(mappings);
  });

  test("of a shape that is not known is refused", () => {
    expect(() => withMapping(mappings, { field: "networks", key: "net" }, { to: "nowhere" })).toThrow();
  });
});

test("a server's settings replace its former ones and leave the others'", () => {
  const settings = recoverySettings.parse({ servers: [server("web"), server("db")] });
  const { servers } = withServer(settings, server("web", ["db"]));
  expect(servers).toEqual([server("db"), server("web", ["db"])]);
});

test.each([
  ["itself", "web", "web", true],
  ["one that it waits for by way of another", "web", "db", true],
  ["one that waits for it", "db", "web", false],
  ["one that has nothing to do with it", "mail", "db", false],
  ["one that is not set at all", "new", "db", false],
])("%s", (_name, other, serverId, follows) => {
  const servers = [server("web", ["app"]), server("app", ["db"]), server("db"), server("mail")];
  expect(followsServer(servers, other, serverId)).toBe(follows);
});

test("settings that run in a circle already are walked once", () => {
  expect(followsServer([server("a", ["b"]), server("b", ["a"])], "a", "c")).toBe(false);
});
