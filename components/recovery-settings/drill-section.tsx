"use client";

import { NumberField } from "@/components/plans/number-field";
import { SectionHeading } from "@/components/section-heading";
import { recoverySettings, type RecoverySettings } from "@/lib/domain/recovery-settings";

type DrillSectionProps = {
  settings: RecoverySettings;
  canWrite: boolean;
  onChange: (settings: RecoverySettings) => void;
};

/** How drills are done; their networks need no setting, they are always their own. */
export function DrillSection({ settings, canWrite, onChange }: DrillSectionProps) {
  const checked = recoverySettings.safeParse(settings);
  const error = (field: string) => checked.error?.issues.find(({ path }) => path[0] === field)?.message;
  return (
    <section aria-labelledby="drills">
      <SectionHeading id="drills" note="into networks of their own, which lead nowhere and are removed with the drill">
        Drills
      </SectionHeading>
      <fieldset disabled={!canWrite} className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        <legend className="sr-only">Settings of drills</legend>
        <NumberField
          label="Cleaned up by itself after"
          unit="hours"
          min={1}
          max={168}
          value={settings.drillHours}
          error={error("drillHours")}
          hint="counted from the start of the drill"
          onChange={(drillHours) => onChange({ ...settings, drillHours })}
        />
        <NumberField
          label="Time for deciding"
          unit="minutes"
          min={0}
          max={1440}
          value={settings.decisionMinutes}
          error={error("decisionMinutes")}
          hint="added to what a drill measures, because a real failover must be decided first"
          onChange={(decisionMinutes) => onChange({ ...settings, decisionMinutes })}
        />
      </fieldset>
    </section>
  );
}
