"use client";

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

import { formatGiB, formatNoun } from "@/lib/domain/format";
import { wholeOf, type Chosen } from "@/lib/domain/restore-proposal";
import type { RestoreSource } from "@/lib/domain/restore-source";
import type { SiteView } from "@/lib/domain/site";

export type WizardSite = SiteView & { sharesStore: boolean };

export const RESTORE_STEPS = ["what", "where", "how", "review"] as const;
export type WizardStep = (typeof RESTORE_STEPS)[number];
export const STEP_TITLES: Record<WizardStep, string> = {
  what: "What",
  where: "Where",
  how: "How",
  review: "Review",
};

/** What the address says: the step, the site, and what is chosen where it is not everything. */
export function useWizardState(source: RestoreSource) {
  const [state, setState] = useQueryStates(
    {
      step: parseAsStringLiteral(RESTORE_STEPS).withDefault("what"),
      site: parseAsString.withDefault(source.siteId),
      items: parseAsArrayOf(parseAsString),
    },
    { history: "push" },
  );
  return {
    step: state.step,
    siteId: state.site,
    chosen: chosenOf(source, state.items),
    whole: state.items === null,
    setState,
  };
}

/** The ids sorted by what they are; unknown ones are passed over. */
function chosenOf(source: RestoreSource, items: string[] | null): Chosen {
  if (items === null) return wholeOf(source);
  const among = (things: { capturedId: string }[]) =>
    things.flatMap(({ capturedId }) => (items.includes(capturedId) ? [capturedId] : []));
  return {
    servers: among(source.servers),
    volumes: among(source.volumes),
    images: among(source.images),
    networks: among(source.networks),
  };
}

export function itemsOf({ servers, volumes, images, networks }: Chosen): string[] {
  return [...servers, ...volumes, ...images, ...networks];
}

/** Choosing a server takes its volumes along, and leaving it out leaves them. */
export function toggleServer(source: RestoreSource, chosen: Chosen, capturedId: string): Chosen {
  const server = source.servers.find((one) => one.capturedId === capturedId);
  const own = source.volumes
    .filter((volume) => server?.volumeIds.includes(volume.volumeId) && volume.chain.length > 0)
    .map((volume) => volume.capturedId);
  if (chosen.servers.includes(capturedId))
    return {
      ...chosen,
      servers: chosen.servers.filter((id) => id !== capturedId),
      volumes: chosen.volumes.filter((id) => !own.includes(id)),
    };
  return {
    ...chosen,
    servers: [...chosen.servers, capturedId],
    volumes: [...new Set([...chosen.volumes, ...own])],
  };
}

export function toggle(ids: string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
}

/** What is chosen, in a few words. */
export function summaryOf({ servers, volumes, images, networks }: Chosen, source: RestoreSource): string {
  const sizeGiB = source.volumes
    .filter((volume) => volumes.includes(volume.capturedId))
    .reduce((sum, volume) => sum + volume.sizeGiB, 0);
  return [
    servers.length > 0 ? formatNoun(servers.length, "server") : null,
    volumes.length > 0 ? `${formatNoun(volumes.length, "volume")}, ${formatGiB(sizeGiB)}` : null,
    images.length > 0 ? formatNoun(images.length, "image") : null,
    networks.length > 0 ? formatNoun(networks.length, "network") : null,
  ]
    .filter((part) => part !== null)
    .join(", ");
}
