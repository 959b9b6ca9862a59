import { expect, test } from "vitest";
import { mappings, NO_SETTINGS, serverRecovery } from "./recovery-settings";
import { mappingsWords, orderWords } from "./recovery-words";

test.each([
  [{}, "all as proposed"],
  [{ networks: { n: { to: "rebuild" } } }, "network n → rebuilt"],
  [{ networks: { n: { to: "existing", networkId: "m", name: "back" } } }, "network n → back"],
  [{ floating: { p: { to: "none" } }, zones: { nova: null } }, "external network p → none; zone nova → any"],
  [{ floating: { p: { to: "new", networkId: "q", name: "public" } } }, "external network p → public"],
  [{ flavors: { small: { id: "f", name: "large" } } }, "flavor small → large"],
  [{ volumeTypes: { fast: null }, keyPairs: { ops: null } }, "volume type fast → the default; key pair ops → none"],
])("%j", (set, words) => {
  expect(mappingsWords(mappings.parse(set))).toBe(words);
});

test("of the servers only those are named that do not simply come up at once", () => {
  const server = (serverId: string, set: object = {}) =>
    serverRecovery.parse({ serverId, name: serverId.toUpperCase(), ...set });
  expect(orderWords(NO_SETTINGS.servers)).toBe("all at once");
  const gates = [{ kind: "port-open", port: 22 }];
  expect(
    orderWords([server("db"), server("web", { after: ["db", "gone"], gates }), server("mail", { critical: false })]),
  ).toBe("WEB after DB and gone, 1 gate; MAIL optional");
});
