import { expect, test } from "vitest";
import { mappingRows } from "./mapping-rows";
import { withMapping } from "@/lib/domain/recovery-edit";
import { NO_SETTINGS, type Mappings } from "@/lib/domain/recovery-settings";
import { source, target } from "@/lib/domain/testing/restore-scene";

const rows = (mappings: Mappings = NO_SETTINGS.mappings, offered: object = {}) =>
  mappingRows({
    source,
    settings: { ...NO_SETTINGS, mappings },
    options: { ...target().options, ...offered },
    targetSiteName: "RegionTwo",
  });
const rowOf = (field: string, ...given: Parameters<typeof rows>) => rows(...given).find((row) => row.field === field);

test("everything that needs a counterpart has one row, left to the proposal", () => {
  expect(rows().map(({ word, name, value, proposal }) => [word, name, value, proposal])).toEqual([
    ["Network", "billing", "", "billing"],
    ["External network", "public", "", "internet"],
    ["Flavor", "m1.large", "", "m1.large"],
    ["Volume type", "standard", "", "standard"],
    ["Volume type", "fast", "", "fast"],
    ["Zone", "nova", "", "nova"],
    ["Key pair", "ops", "", "ops"],
  ]);
});

test.each(["networks", "floating", "flavors", "volumeTypes", "zones", "keyPairs"] as const)(
  "each choice of %s can be set and is then the one that is shown",
  (field) => {
    const row = rowOf(field);
    expect(row?.choices.length).toBeGreaterThan(0);
    for (const { value } of row?.choices ?? []) {
      const set = withMapping(NO_SETTINGS.mappings, { field, key: row?.key ?? "" }, JSON.parse(value));
      const shown = rowOf(field, set);
      expect(shown).toMatchObject({ value, how: expect.stringMatching(/set|same name|imported/), gap: null });
      expect(shown?.choices).toEqual(row?.choices);
      expect(shown?.proposal).toBe(row?.proposal);
    }
  },
);

test("what was set and has gone since stays in sight, with the gap that it leaves", () => {
  const place = { field: "flavors", key: "m1.large" } as const;
  const row = rowOf("flavors", withMapping(NO_SETTINGS.mappings, place, { id: "f9", name: "m1.old" }));
  expect(row?.choices[0]).toEqual({ value: row?.value, label: "m1.old (as set)" });
  expect(row?.gap?.detail).toContain("m1.old");
});

test("where nothing can be proposed, choosing is asked for", () => {
  expect(rowOf("floating", undefined, { externalNetworks: [] })).toMatchObject({ proposal: "choose", how: "missing" });
});
