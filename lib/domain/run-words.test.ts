import { expect, test } from "vitest";
import { planRemoval, removalOrder } from "./remove-restored";
import { canRetry, cancelLeaves } from "./run-words";

const step = (key: string, state: "pending" | "running" | "done") => ({ key, state });

test("a cancel says what stays: things that were made, servers that are down, volumes that are off", () => {
  const steps = [
    step("stop:s1", "done"),
    step("stopped:s1", "done"),
    step("detach:c1", "done"),
    step("attached:c1", "pending"),
    step("started:s1", "pending"),
  ];
  const words = cancelLeaves({
    kind: "restore",
    state: "running",
    steps,
    created: [{ removedAt: null }, { removedAt: "2026-11-20T09:00:00.000Z" }],
  });
  expect(words).toMatch(/1 thing that was made stays/);
  expect(words).toMatch(/1 server stays shut down/);
  expect(words).toMatch(/1 volume stays detached/);
});

test("a server that runs again is not told of", () => {
  const steps = [step("stop:s1", "done"), step("started:s1", "done")];
  expect(cancelLeaves({ kind: "restore", state: "running", steps, created: [] })).not.toMatch(/shut down/);
});

test.each(["succeeded", "failed", "cancelled", "cancelling"] as const)(
  "a run that is %s cannot be cancelled",
  (state) => {
    expect(cancelLeaves({ kind: "restore", state, steps: [], created: [] })).toBeNull();
  },
);

test.each([
  ["failed", true],
  ["cancelled", true],
  ["partial", true],
  ["succeeded", false],
  ["running", false],
] as const)("a run that is %s may be tried again: %s", (state, may) => {
  expect(canRetry({ state })).toBe(may);
});

const thing = (kind: string, resourceId: string) => ({ siteId: "one", kind, resourceId, name: resourceId });

test("what is used goes after its user, and the end is a proof", () => {
  const things = [
    thing("OS::Neutron::Network", "n"),
    thing("OS::Cinder::Volume", "v"),
    thing("OS::Neutron::Port", "p"),
    thing("OS::Neutron::SecurityGroup", "g"),
    thing("OS::Nova::Server", "s"),
    thing("OS::Neutron::Router", "r"),
  ];
  expect(removalOrder(things).map((one) => one.resourceId)).toEqual(["s", "p", "v", "r", "n", "g"]);
  expect(planRemoval(things).at(-1)?.key).toBe("prove");
});
