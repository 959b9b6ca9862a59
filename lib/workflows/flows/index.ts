import type { RunKind } from "@/lib/domain/run";
import type { Flow } from "../flow";
import { expire } from "./expire";
import { failover } from "./failover";
import { protect } from "./protect";
import { removeRestored } from "./remove-restored";
import { restore } from "./restore";
import { undoFailover } from "./undo-failover";

/** What each kind of run does. */
export const flows: Record<RunKind, Flow> = {
  checkpoint: protect,
  restore,
  expire,
  "remove-restored": removeRestored,
  failover,
  drill: failover,
  "undo-failover": undoFailover,
};
