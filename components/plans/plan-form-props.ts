import type { PlanDraft } from "@/components/plans/plan-draft";
import type { Failure } from "@/lib/domain/errors";
import type { PlanInput } from "@/lib/domain/plan";
import type { RecoveryFeasibility } from "@/lib/domain/plan-preview";
import type { SiteView } from "@/lib/domain/site";

/** What the form offers, as the server gives it. */
export type PlanFormFacts = {
  canWrite: boolean;
  sites: SiteView[];
  feasibility: RecoveryFeasibility[];
  zones: string[];
};

export type PlanFormProps = Omit<PlanFormFacts, "canWrite"> & {
  /** What the form starts from: defaults, or the plan as it is. */
  start: PlanDraft;
  /** Null: a new plan. */
  planId: string | null;
  hasUserData: string[];
  /** Saves; answers the failure to show, or null when it is done and the page is being left. */
  onSave: (input: PlanInput) => Promise<Failure | null>;
  onLeave: () => void;
};
