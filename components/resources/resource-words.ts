import { plural } from "@/lib/domain/format";
import type { Tone } from "@/components/ui/badge";
import type { Shape } from "@/components/glyph";
import { KIND_WORDS } from "@/lib/domain/plan-words";
import type { Dependency, ResourceKind, ResourceRef, ResourceView } from "@/lib/domain/resource";
import { KIND_SLUGS } from "@/lib/domain/resource-page";

type Word = { one: string; many: string };

/** The screen's words for all that a resource may stand on. */
export const DEPENDENCY_WORDS: Record<Dependency["kind"], Word> = {
  ...KIND_WORDS,
  "OS::Neutron::Port": { one: "port", many: "ports" },
  "OS::Neutron::Subnet": { one: "subnet", many: "subnets" },
  "OS::Neutron::Router": { one: "router", many: "routers" },
  "OS::Neutron::SecurityGroup": { one: "security group", many: "security groups" },
  "OS::Neutron::FloatingIP": { one: "floating IP", many: "floating IPs" },
  "OS::Nova::KeyPair": { one: "key pair", many: "key pairs" },
  "OS::Nova::Flavor": { one: "flavor", many: "flavors" },
  "OS::Nova::ServerGroup": { one: "server group", many: "server groups" },
};

export function resourceHref({ kind, id, siteId }: Pick<ResourceView, "kind" | "id" | "siteId">): string {
  return `/resources/${KIND_SLUGS[kind]}/${encodeURIComponent(id)}?site=${encodeURIComponent(siteId)}`;
}

/** The plan form with these resources chosen. */
export function newPlanHref(siteId: string, chosen: readonly ResourceRef[]): string {
  const search = new URLSearchParams({ siteId });
  for (const { kind, id, name } of chosen) {
    search.append("kind", kind);
    search.append("id", id);
    search.append("name", name);
  }
  return `/plans/new?${search}`;
}

/** How OpenStack's status words look: they are many, and differ by service and driver. */
export function statusLook(status: string): { shape: Shape; tone: Tone } {
  const word = status.toLowerCase();
  if (/error|killed|deleted/.test(word)) return { shape: "failed", tone: "breach" };
  if (["active", "available", "in-use"].includes(word)) return { shape: "complete", tone: "kept" };
  if (/ing$|build|resize|reboot|migrat|queued|password|rescue/.test(word)) return { shape: "running", tone: "running" };
  if (
    ["shutoff", "paused", "suspended", "shelved", "shelved_offloaded", "down", "deactivated", "maintenance"].includes(
      word,
    )
  )
    return { shape: "paused", tone: "idle" };
  return { shape: "unknown", tone: "idle" };
}

/** `in-use` → "in use", `SHELVED_OFFLOADED` → "shelved offloaded". */
export function statusWords(status: string): string {
  return status.toLowerCase().replaceAll(/[_-]+/g, " ");
}

export const factOf = (row: Pick<ResourceView, "facts">, label: string): string | null =>
  row.facts.find((fact) => fact.label === label)?.value ?? null;

export const kindWord = (kind: ResourceKind, count: number): string =>
  plural(count, KIND_WORDS[kind].one, KIND_WORDS[kind].many);
