import { type PlanSpec } from "./history-plans";

/** A backup that a checkpoint owns or owned. `goneAt` null: it lives, and the demo cloud holds it. */
export type HistoryCopy = {
  volumeName: string;
  volumeId: string;
  /** Cinder's id of the backup, and of the one it builds upon. */
  backupId: string;
  parentBackupId: string | null;
  incremental: boolean;
  volumeGiB: number;
  /** What was written: little for an incremental one. */
  sizeGiB: number;
  createdAt: Date;
  capturedAt: Date;
  availableAt: Date;
  goneAt: Date | null;
};

export type HistoryCaptured = {
  name: string;
  volumeId: string;
  state: "captured" | "failed";
  capturedAt: Date | null;
  cause: string | null;
  copy: HistoryCopy | null;
};

export type HistoryCheckpoint = {
  id: string;
  runId: string;
  slotAt: Date;
  trigger: "schedule" | "catch-up";
  /** As it is now: what was usable once may be expired. */
  state: "usable" | "partial" | "failed" | "expired";
  startedAt: Date;
  endedAt: Date;
  capturedAt: Date | null;
  spreadMs: number | null;
  localAt: Date | null;
  offsiteAt: Date | null;
  goneAt: Date | null;
  full: boolean;
  /** Place in its chain: 0 for a full one. */
  chainLength: number | null;
  sizeGiB: number | null;
  cause: string | null;
  pinnedReason: string | null;
  /** Its volumes; servers and networks are in the manifest. */
  captured: HistoryCaptured[];
};

export type HistoryPlan = {
  id: string;
  spec: PlanSpec;
  projectId: string;
  projectName: string;
  ownerUserId: string;
  ownerUserName: string;
  activatedAt: Date;
  lastSlotAt: Date | null;
  checkpoints: HistoryCheckpoint[];
};
