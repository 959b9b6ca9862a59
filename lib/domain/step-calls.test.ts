import { expect, test } from "vitest";
import { gate } from "./recovery-settings";
import { planRestore } from "./restore-plan";
import { callOf } from "./step-calls";
import { planning, whole } from "./testing/restore-scene";

test("every step of a recovery names the service that it asks, or says that a person does it", () => {
  const steps = planRestore(whole("two"), planning({ targetSiteId: "two", targetSiteName: "RegionTwo" }));
  for (const step of steps) expect(callOf(step)).toMatch(/^(Cinder|Nova|Neutron|Glance)[ :,]/);
});

const common = { do: "pass-gate", key: "gate", title: "gate", expectedMs: null, capturedId: "c-db" } as const;
test.each([
  [{ kind: "port-open", port: 5432 }, "A connection to port 5432, for at most 300 s"],
  [{ kind: "http", url: "http://10.0.0.10/", timeoutSeconds: 60 }, "GET http://10.0.0.10/, for at most 60 s"],
  [{ kind: "manual", instructions: "Look at it" }, "None: a person confirms"],
])("a gate: %j", (given, words) => {
  expect(callOf({ ...common, gate: gate.parse(given) })).toBe(words);
});

test("an isolated network gets no router", () => {
  const step = {
    do: "make-network",
    key: "n",
    title: "n",
    expectedMs: 0,
    capturedId: "c-net",
    name: "n",
    external: {},
  } as const;
  expect(callOf({ ...step, isolated: false })).toContain("/routers");
  expect(callOf({ ...step, isolated: true })).not.toContain("/routers");
});
