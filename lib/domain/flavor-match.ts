import type { RestoreOptions } from "./restore";
import type { SourceServer } from "./restore-source";

type Flavor = RestoreOptions["flavors"][number];
export type FlavorMatch = { flavor: Flavor; how: "same id" | "same name" | "nearest size" };

/** The same flavor, else one of its name that is not smaller, else the smallest that is enough; null when there is none. */
export function matchFlavor(wanted: SourceServer["flavor"], flavors: readonly Flavor[]): FlavorMatch | null {
  const enough = flavors.filter((one) => isEnough(one, wanted));
  const same = flavors.find((one) => one.id === wanted.id && (one.name === wanted.name || enough.includes(one)));
  if (same) return { flavor: same, how: "same id" };
  const named = enough.find((one) => one.name === wanted.name);
  if (named) return { flavor: named, how: "same name" };
  const [nearest] = [...enough].sort(
    (a, b) => a.ramMiB - b.ramMiB || a.vcpus - b.vcpus || a.diskGiB - b.diskGiB || a.name.localeCompare(b.name),
  );
  return nearest ? { flavor: nearest, how: "nearest size" } : null;
}

function isEnough(flavor: Flavor, { vcpus, ramMiB, diskGiB }: SourceServer["flavor"]): boolean {
  return flavor.vcpus >= vcpus && flavor.ramMiB >= ramMiB && flavor.diskGiB >= diskGiB;
}
