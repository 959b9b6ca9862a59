"use client";

import { Controller, useFormContext, useWatch } from "react-hook-form";
import { Callout } from "@/components/callout";
import type { PlanDraft } from "@/components/plans/plan-draft";
import { UserDataFields } from "@/components/plans/user-data-fields";
import { StatusBadge } from "@/components/status-badge";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import type { RecoveryFeasibility } from "@/lib/domain/plan-preview";
import type { SiteView } from "@/lib/domain/site";

type StepWhereProps = {
  sites: SiteView[];
  feasibility: RecoveryFeasibility[];
  /** Servers for which the plan holds user data already. */
  hasUserData: string[];
};

/** The direction, and whether it can work. */
export function StepWhere({ sites, feasibility, hasUserData }: StepWhereProps) {
  const { control, formState } = useFormContext<PlanDraft>();
  const [siteId, recoverySiteId, rung] = useWatch({ control, name: ["siteId", "recoverySiteId", "objective.rung"] });
  const way = useWatch({ control, name: "offsiteWay" });
  const site = sites.find(({ id }) => id === siteId);
  const others = sites.filter(({ id }) => id !== siteId);
  const found = feasibility.find(
    (one) => one.siteId === siteId && one.recoverySiteId === recoverySiteId && one.way === way,
  );
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="grid gap-1">
          <span className="text-sm font-medium">Site</span>
          <span className="flex min-h-8 items-center gap-2">
            {site?.name ?? "not chosen"} {site ? <StatusBadge kind="site" state={site.state} /> : null}
          </span>
        </div>
        <span aria-hidden className="pb-1.5 text-ink-3">
          →
        </span>
        <Controller
          control={control}
          name="recoverySiteId"
          render={({ field }) => (
            <Field label="Recovery site" optional error={formState.errors.recoverySiteId?.message} className="min-w-64">
              {(own) => (
                <NativeSelect
                  {...own}
                  value={field.value ?? ""}
                  onChange={(event) => field.onChange(event.target.value === "" ? null : event.target.value)}
                >
                  <option value="">None: restore at the same site only</option>
                  {others.map((other) => (
                    <option key={other.id} value={other.id}>
                      {other.name}
                    </option>
                  ))}
                </NativeSelect>
              )}
            </Field>
          )}
        />
      </div>
      {recoverySiteId ? <WayThere /> : null}
      {found ? (
        <Callout tone={found.possible ? "kept" : "risk"} title={found.finding}>
          {found.detail}
        </Callout>
      ) : null}
      {recoverySiteId === null || recoverySiteId === undefined ? (
        <WithoutRecoverySite rung={rung} alone={others.length === 0} />
      ) : null}
      <UserDataFields hasUserData={hasUserData} />
    </div>
  );
}

function WayThere() {
  const { control, formState } = useFormContext<PlanDraft>();
  return (
    <Controller
      control={control}
      name="offsiteWay"
      render={({ field }) => (
        <Field label="How copies get there" error={formState.errors.offsiteWay?.message} className="max-w-96">
          {(own) => (
            <NativeSelect {...own} value={field.value} onChange={(event) => field.onChange(event.target.value)}>
              <option value="shared-store">Both sites read one backup store</option>
              <option value="image-transfer">Volumes are sent as images</option>
            </NativeSelect>
          )}
        </Field>
      )}
    />
  );
}

function WithoutRecoverySite({ rung, alone }: { rung: string; alone: boolean }) {
  if (rung !== "local") {
    return (
      <Callout tone="breach" title="The promise counts copies that a recovery site can read, and none is chosen">
        Choose a recovery site, or go back to the promise and count copies at the plan&rsquo;s own site.
      </Callout>
    );
  }
  return (
    <p className="max-w-prose text-ink-2">
      Without a recovery site the loss of the whole site cannot be recovered from
      {alone ? "; this cloud has one site only, an administrator can add another" : ""}.
    </p>
  );
}
