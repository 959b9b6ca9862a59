import type { PlanInput } from "@/lib/domain/plan";
import type { Theirs } from "./theirs";

/** What a member of another project gets. `own`: an answer, without anything of theirs in it. */
type ForOthers = "not-found" | "forbidden" | "own";
type RouteCase = { path: (theirs: Theirs) => string; others: ForOthers } | { open: string };
type ActionCase =
  | {
      input: (theirs: Theirs) => unknown;
      others: ForOthers | "nothing of theirs is named";
      reader: "forbidden" | "may";
    }
  | { open: string };

const schedule = { every: "manual", timeZone: "UTC" } as const;
const retention = { last: 3, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null };
const objective = { rpoMinutes: 1440, rtoMinutes: 60, targetPercent: 99, rung: "local" } as const;
const selection = { by: "metadata", key: "app", value: "isolation" } as const;
const question = (value: unknown) => `question=${encodeURIComponent(JSON.stringify(value))}`;

const plan = (siteId: string): PlanInput => ({
  name: "isolation",
  description: "",
  siteId,
  recoverySiteId: null,
  offsiteWay: "shared-store",
  selection,
  schedule,
  retention,
  fullEvery: 1,
  consistency: "crash",
  objective,
  userData: {},
});
const restore = ({ checkpointId, siteId }: Theirs) => ({
  checkpointId,
  targetSiteId: siteId,
  volumes: [],
  servers: [],
  images: [],
  networks: [],
  confirmation: null,
});
const failover = ({ planId }: Theirs) => ({
  planId,
  purpose: "drill",
  mode: "disaster",
  point: { by: "latest" },
});
const site = {
  name: "Elsewhere",
  keystoneUrl: "http://127.0.0.1:9/v3",
  region: "Nowhere",
  serviceAccount: { kind: "none" },
};

/** Every GET door. A new one must be added here, or the walk fails. */
export const routes: Record<string, RouteCase> = {
  "/api/health": { open: "for monitors: names no project, user or address" },
  "/api/viewer": { path: () => "/api/viewer", others: "own" },
  "/api/overview": { path: () => "/api/overview", others: "own" },
  "/api/plans": { path: () => "/api/plans", others: "own" },
  "/api/plans/[planId]": { path: ({ planId }) => `/api/plans/${planId}`, others: "not-found" },
  "/api/plans/[planId]/history": { path: ({ planId }) => `/api/plans/${planId}/history`, others: "not-found" },
  "/api/plans/[planId]/document.yaml": {
    path: ({ planId }) => `/api/plans/${planId}/document.yaml`,
    others: "not-found",
  },
  "/api/plans/[planId]/readiness": { path: ({ planId }) => `/api/plans/${planId}/readiness`, others: "not-found" },
  "/api/plans/[planId]/dry-run": { path: ({ planId }) => `/api/plans/${planId}/dry-run`, others: "not-found" },
  "/api/plans/[planId]/failovers": { path: ({ planId }) => `/api/plans/${planId}/failovers`, others: "not-found" },
  "/api/plans/[planId]/failover-points": {
    path: ({ planId }) => `/api/plans/${planId}/failover-points`,
    others: "not-found",
  },
  "/api/plans/[planId]/bank": { path: ({ planId }) => `/api/plans/${planId}/bank`, others: "not-found" },
  "/api/plans/[planId]/runbook.md": { path: ({ planId }) => `/api/plans/${planId}/runbook.md`, others: "not-found" },
  "/api/plans/[planId]/runbook.html": {
    path: ({ planId }) => `/api/plans/${planId}/runbook.html`,
    others: "not-found",
  },
  "/api/plans/preview/choices": {
    path: ({ siteId }) => `/api/plans/preview/choices?${question({ siteId, by: "server-group" })}`,
    others: "own",
  },
  "/api/plans/preview/promise": {
    path: ({ siteId, planId }) =>
      `/api/plans/preview/promise?${question({ planId, siteId, schedule, rung: objective.rung })}`,
    others: "not-found",
  },
  "/api/plans/preview/retention": {
    path: () => `/api/plans/preview/retention?${question({ schedule, retention, fullEvery: 1 })}`,
    others: "own",
  },
  "/api/plans/preview/schedule": { path: () => `/api/plans/preview/schedule?${question({ schedule })}`, others: "own" },
  "/api/plans/preview/selection": {
    path: ({ siteId }) => `/api/plans/preview/selection?${question({ siteId, selection })}`,
    others: "own",
  },
  "/api/checkpoints": { path: ({ planId }) => `/api/checkpoints?planId=${planId}`, others: "own" },
  "/api/checkpoints/[checkpointId]": {
    path: ({ checkpointId }) => `/api/checkpoints/${checkpointId}`,
    others: "not-found",
  },
  "/api/checkpoints/[checkpointId]/manifest.json": {
    path: ({ checkpointId }) => `/api/checkpoints/${checkpointId}/manifest.json`,
    others: "not-found",
  },
  "/api/timeline/day": {
    path: ({ planId }) => `/api/timeline/day?planId=${planId}&zone=UTC&day=2026-11-19`,
    others: "not-found",
  },
  "/api/timeline/year": { path: ({ planId }) => `/api/timeline/year?planId=${planId}&zone=UTC`, others: "not-found" },
  "/api/timeline/points": { path: ({ planId }) => `/api/timeline/points?planId=${planId}`, others: "not-found" },
  "/api/timeline/points.csv": {
    path: ({ planId }) => `/api/timeline/points.csv?planId=${planId}`,
    others: "not-found",
  },
  "/api/resources": { path: ({ siteId }) => `/api/resources?siteId=${siteId}&kind=OS::Cinder::Volume`, others: "own" },
  "/api/resources/[kind]/[id]": {
    path: ({ siteId, volumeId }) => `/api/resources/volume/${volumeId}?siteId=${siteId}`,
    others: "not-found",
  },
  "/api/resources/[kind]/[id]/checkpoints": {
    path: ({ siteId, volumeId }) => `/api/resources/volume/${volumeId}/checkpoints?siteId=${siteId}`,
    others: "own",
  },
  "/api/audit": { path: () => "/api/audit?action=session.sign-in", others: "own" },
  "/api/audit/chain": { path: () => "/api/audit/chain", others: "own" },
  "/api/audit/export": { path: () => "/api/audit/export?action=session.sign-in&format=json", others: "own" },
  "/api/settings/sessions": { path: () => "/api/settings/sessions", others: "own" },
  "/api/settings/credentials": { path: () => "/api/settings/credentials", others: "own" },
  "/api/recovery": { path: () => "/api/recovery", others: "own" },
  "/api/failovers": { path: () => "/api/failovers", others: "own" },
  "/api/failovers/[failoverId]": { path: ({ failoverId }) => `/api/failovers/${failoverId}`, others: "not-found" },
  "/api/restore/options": { path: ({ siteId }) => `/api/restore/options?siteId=${siteId}`, others: "own" },
  "/api/runs": { path: ({ planId }) => `/api/runs?planId=${planId}`, others: "own" },
  "/api/runs/[runId]": { path: ({ runId }) => `/api/runs/${runId}`, others: "not-found" },
  "/api/runs/[runId]/events": { path: ({ runId }) => `/api/runs/${runId}/events`, others: "not-found" },
  "/api/sites": { path: () => "/api/sites", others: "forbidden" },
  "/api/sites/[siteId]": { path: ({ siteId }) => `/api/sites/${siteId}`, others: "forbidden" },
};

/** Every server action. A new one must be added here, or the walk fails. */
export const actions: Record<string, ActionCase> = {
  "sign-in/signIn": { open: "is how one comes in; asks Keystone" },
  "sign-in/signInAgain": { open: "asks Keystone for the password of the session's own user" },
  "sign-in/signOut": { open: "ends the caller's own session" },
  "sign-in/switchProject": { input: ({ projectId }) => ({ projectId }), others: "not-found", reader: "may" },
  "plans/createPlan": {
    input: ({ siteId }) => ({ input: plan(siteId) }),
    others: "nothing of theirs is named",
    reader: "forbidden",
  },
  "plans/importPlan": {
    input: () => ({ text: "plan: {}" }),
    others: "nothing of theirs is named",
    reader: "forbidden",
  },
  "plans/editPlan": {
    input: ({ planId, siteId }) => ({ planId, input: plan(siteId) }),
    others: "not-found",
    reader: "forbidden",
  },
  "plans/pausePlan": {
    input: ({ planId }) => ({ planId, reason: "isolation" }),
    others: "not-found",
    reader: "forbidden",
  },
  "plans/resumePlan": { input: ({ planId }) => ({ planId }), others: "not-found", reader: "forbidden" },
  "plans/deletePlan": {
    input: ({ planId, planName }) => ({ planId, checkpoints: "delete", typedName: planName }),
    others: "not-found",
    reader: "forbidden",
  },
  "plans/createCheckpoint": { input: ({ planId }) => ({ planId }), others: "not-found", reader: "forbidden" },
  "plans/renewPlanCredential": { input: ({ planId }) => ({ planId }), others: "not-found", reader: "forbidden" },
  "settings/revokePlanCredential": { input: ({ planId }) => ({ planId }), others: "not-found", reader: "forbidden" },
  "settings/endSession": { input: ({ sessionId }) => ({ sessionId }), others: "not-found", reader: "may" },
  "checkpoints/keepCheckpoint": {
    input: ({ checkpointId }) => ({ checkpointId, reason: "isolation" }),
    others: "not-found",
    reader: "forbidden",
  },
  "checkpoints/releaseCheckpoint": {
    input: ({ checkpointId }) => ({ checkpointId }),
    others: "not-found",
    reader: "forbidden",
  },
  "checkpoints/deleteCheckpoint": {
    input: ({ checkpointId, planName }) => ({ checkpointId, typedName: planName }),
    others: "not-found",
    reader: "forbidden",
  },
  "recovery/reviewRestore": { input: restore, others: "not-found", reader: "may" },
  "recovery/startRestore": {
    input: (theirs) => ({ input: restore(theirs), hash: "0" }),
    others: "not-found",
    reader: "forbidden",
  },
  "failover/reviewFailover": { input: failover, others: "not-found", reader: "forbidden" },
  "failover/startFailover": {
    input: (theirs) => ({ input: failover(theirs), hash: "0", reason: "isolation", confirmation: theirs.planName }),
    others: "not-found",
    reader: "forbidden",
  },
  "failover/commitFailover": {
    input: ({ failoverId, planName }) => ({ failoverId, confirmation: planName }),
    others: "not-found",
    reader: "forbidden",
  },
  "failover/undoFailover": {
    input: ({ failoverId, planName }) => ({ failoverId, confirmation: planName }),
    others: "not-found",
    reader: "forbidden",
  },
  "failover/decideStep": {
    input: ({ failoverId }) => ({ runId: failoverId, stepKey: "up", verdict: "skipped", note: "isolation" }),
    others: "not-found",
    reader: "forbidden",
  },
  "bank/showBankKey": { input: ({ planId }) => ({ planId }), others: "not-found", reader: "forbidden" },
  "recovery-settings/saveRecovery": {
    input: ({ planId }) => ({ planId, settings: {}, found: {} }),
    others: "not-found",
    reader: "forbidden",
  },
  "runs/cancelRun": { input: ({ runId }) => ({ runId }), others: "not-found", reader: "forbidden" },
  "runs/retryRun": { input: ({ runId }) => ({ runId }), others: "not-found", reader: "forbidden" },
  "runs/removeRestored": {
    input: ({ runId }) => ({ runId, confirmation: "isolation" }),
    others: "not-found",
    reader: "forbidden",
  },
  "sites/addSite": { input: () => site, others: "forbidden", reader: "forbidden" },
  "sites/editSite": { input: ({ siteId }) => ({ id: siteId, site }), others: "forbidden", reader: "forbidden" },
  "sites/removeSite": { input: ({ siteId }) => ({ id: siteId }), others: "forbidden", reader: "forbidden" },
  "sites/trySite": { input: () => site, others: "forbidden", reader: "forbidden" },
  "sites/testSite": { input: ({ siteId }) => ({ id: siteId }), others: "forbidden", reader: "forbidden" },
};
