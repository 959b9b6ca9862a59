import { Callout } from "@/components/callout";
import { AbilityList } from "@/components/sites/ability-list";
import { ServiceTable } from "@/components/sites/service-table";
import type { SiteTrial } from "@/lib/server/sites/actions";

/** What the site answered to the test; nothing of it is saved. */
export function SiteTrialResult({ trial }: { trial: SiteTrial }) {
  const well = trial.state === "reachable";
  return (
    <section aria-label="Result of the test" className="grid gap-3">
      <Callout
        tone={well ? "kept" : trial.state === "unreachable" ? "breach" : "risk"}
        role="status"
        title={trial.problem ?? "The site answers."}
      >
        <p>Nothing is saved yet.</p>
      </Callout>
      {trial.services.length > 0 ? <ServiceTable services={trial.services} /> : null}
      {trial.abilities.length > 0 ? (
        <AbilityList site={{ abilities: trial.abilities, serviceAccount: { kind: "tested", user: "" } }} />
      ) : null}
    </section>
  );
}
