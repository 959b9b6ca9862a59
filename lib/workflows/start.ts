// All that the web process may do: ask for runs, and end or repeat them. It never executes one.
export type { PlanRef, Started } from "./start/asked";
export { startCheckpoint } from "./start/checkpoint";
export { startExpire } from "./start/expire";
export { commitFailover } from "./start/commit";
export { startFailover, startUndoFailover } from "./start/failover";
export { cancelRun, retryRun } from "./start/go-on";
export { startRemoveRestored, startRestore } from "./start/restore";
