import type { BankText } from "@/lib/domain/bank";
import { bankCheckpoint, bankPlan } from "@/lib/domain/bank-content";
import { newBankKey, parseBankKey } from "../seal";
import type { BankStore } from "../store";
import { writeBank } from "../write";

export const PLAN_ID = "0199-plan";
export const key = parseBankKey(newBankKey());
const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, "0")}:00:00.000Z`;

/** A bank in memory, whose objects a test can spoil. */
export function memoryStore(): BankStore & { objects: Map<string, string> } {
  const objects = new Map<string, string>();
  return {
    objects,
    where: "memory",
    ensure: async () => undefined,
    list: async () => [...objects.keys()],
    get: async (name) => objects.get(name) ?? null,
    put: async (name, text) => void objects.set(name, text),
    remove: async (name) => void objects.delete(name),
  };
}

export const plan = bankPlan.parse({
  id: PLAN_ID,
  cloudId: "cloud",
  projectId: "demo",
  projectName: "demo",
  siteId: "one",
  recoverySiteId: "two",
  name: "billing",
  description: "",
  provider: "native",
  selection: { by: "tag", tag: "billing" },
  schedule: { every: "manual", timeZone: "UTC" },
  retention: { last: 3, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null },
  fullEvery: 7,
  consistency: "crash",
  state: "active",
  ownerUserId: "ana",
  ownerUserName: "ana",
  activatedAt: at(8),
  createdAt: at(8),
  updatedAt: at(8),
  objectives: [],
  members: [],
  sites: [],
});

export const checkpoint = (id: string, hour: number) =>
  bankCheckpoint.parse({
    id,
    planId: PLAN_ID,
    cloudId: "cloud",
    projectId: "demo",
    siteId: "one",
    state: "usable",
    trigger: "manual",
    createdAt: at(hour),
    capturedAt: at(hour),
    full: true,
    memberCount: 1,
    capturedCount: 1,
    pinned: false,
    manifest: null,
    manifestSha256: null,
    captured: [],
    copies: [],
  });

export const texts = (...ids: string[]): BankText[] => [
  { kind: "plan", stem: "plan", extension: "json", text: JSON.stringify(plan) },
  ...ids.map((id, index): BankText => ({
    kind: "checkpoint",
    stem: `checkpoints/${id}`,
    extension: "json",
    text: JSON.stringify(checkpoint(id, 9 + index)),
  })),
];

type Writing = Parameters<typeof writeBank>[1];

export function write(store: BankStore, generation: number, ids: string[], more: Partial<Writing> = {}) {
  return writeBank(store, {
    planId: PLAN_ID,
    key,
    writer: "here",
    generation,
    known: generation - 1 || null,
    texts: texts(...ids),
    at: new Date(at(12)),
    ...more,
  });
}
