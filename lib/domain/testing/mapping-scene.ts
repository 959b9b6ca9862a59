import { expect } from "vitest";
import { resolveMappings, type ResolvedMappings } from "../mapping-proposal";
import { recoverySettings, type Mappings } from "../recovery-settings";
import type { RestoreOptions } from "../restore";
import type { RestoreSource } from "../restore-source";
import { source as scene, target } from "./restore-scene";

/** What differs from the scene: what is set, what the recovery site offers, what the checkpoint holds. */
export type MappingCase = { set?: Partial<Mappings>; offered?: Partial<RestoreOptions>; source?: RestoreSource };

export function resolve({ set = {}, offered = {}, source = scene }: MappingCase) {
  const settings = recoverySettings.parse({ mappings: set });
  return resolveMappings({
    source,
    settings,
    options: { ...target().options, ...offered },
    targetSiteName: "RegionTwo",
  });
}

type Expected = { target: unknown; how: string; gap?: string };

/** The first entry of the field, and the one gap that there is, or none. */
export function expectMapping(
  field: Exclude<keyof ResolvedMappings, "targetSiteName">,
  given: MappingCase,
  { target: wanted, how, gap }: Expected,
): void {
  const { resolved, gaps } = resolve(given);
  expect(resolved[field][0]).toMatchObject({ target: wanted, how });
  expect(gaps.map((one) => one.key)).toEqual(gap ? [gap] : []);
  for (const one of gaps) expect(one).toMatchObject({ verdict: "blocked", remedy: expect.stringMatching(/\.$/) });
}

export const billing = (id: string, ...cidrs: string[]) => ({ id, name: "billing", cidrs });

const [server] = scene.servers;
export const withServer = (change: object): RestoreSource => ({
  ...scene,
  servers: server ? [{ ...server, ...change }] : [],
});
