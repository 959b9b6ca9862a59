import { expect, test } from "vitest";
import { runbookOf, scriptOf } from "./runbook";
import { runbookPoint } from "./runbook-facts";
import { facts, plan, point } from "./testing/runbook-scene";

const record = { backup_service: "posix", backup_url: "eyJ9" };
const backup = { of: "vol", record };
const there = (of: string) => ({ of, medium: "image", siteId: "two", remoteId: `image-of-${of}` });

test.each([
  [
    "the newest that needs nothing of its own site",
    [point("a", 9, { offsiteAt: "2026-11-20T09:30:00.000Z" }), point("b", 10)],
    "a",
  ],
  ["else the newest", [point("a", 9), point("b", 10)], "b"],
  ["none that is not whole", [point("a", 9), point("b", 10, { state: "partial" })], "a"],
  ["nothing, where there is nothing", [], null],
])("it is written for %s", (_what, checkpoints, expected) => {
  expect(runbookPoint({ plan, checkpoints })?.manifest.checkpointId ?? null).toBe(expected);
});

const full = point("a", 9, {}, [backup]);
const increment = point("b", 10, {}, [{ ...backup, parentId: "a-copy-0", incremental: true }, there("web")]);
const script = (...checkpoints: Parameters<typeof facts>[0]) => scriptOf(runbookOf(facts(checkpoints)));

test("a chain is imported from its full backup on, and the volume is filled from its last", () => {
  const text = script(full, increment);
  const imports = [...text.matchAll(/backup show (\S+) >/g)].map(([, id]) => id);
  expect(imports).toEqual(["a-remote-0", "b-remote-0"]);
  expect(text).toContain('once VOLUME_1_FILLED openstack volume backup restore --force b-remote-0 "$VOLUME_1"');
});

test("a server boots from the copy at the recovery site, and takes its volume along", () => {
  const text = script(full, increment);
  expect(text).toContain("--image=image-of-web");
  expect(text).toContain('--block-device uuid="$VOLUME_1",');
  expect(text).toContain("--property='role=--force'");
  expect(text).not.toContain("breakwater:tag");
});

test("a volume whose copy is an image at the recovery site is made of that", () => {
  const text = script(point("a", 9, {}, [there("vol")]));
  expect(text).toContain("--image=image-of-vol");
  expect(text).not.toContain("backup");
});

test("in a network that is there already an address is asked for by itself", () => {
  expect(script(full)).toMatch(/--network=there\s.*--fixed-ip ip-address=10\.0\.0\.5/s);
});

test("a rule for a group that was not captured would let everybody in: it is left out", () => {
  const text = script(full);
  expect(text).toContain("# Left out: a rule for group lost, which was not captured.");
  expect(text).not.toContain("--dst-port");
  expect(text).toContain("security group create default-restored");
});

test("what is missing, and what a person must look at, is said", () => {
  const notes = runbookOf(facts([point("a", 9)])).sections.flatMap((section) => [
    ...section.notes,
    ...section.steps.flatMap((step) => step.notes),
  ]);
  expect(notes).toContain("No copy of volume vol, 3 GiB can be had: it is left out.");
  expect(notes.some((note) => /^web boots from image original, of which no copy is at Two/.test(note))).toBe(true);
  expect(notes).toContain("Before going on, by Ana: Ask the shop");
});

test("the version changes with what it says, and only then", () => {
  const hash = (...checkpoints: Parameters<typeof facts>[0]) => runbookOf(facts(checkpoints)).hash;
  expect(hash(full)).toBe(hash(full));
  expect(hash(full)).not.toBe(hash(full, increment));
});
