"use client";

import { NameField } from "@/components/recovery/how-fields";
import { HowServer } from "@/components/recovery/how-server";
import { HowVolume } from "@/components/recovery/how-volume";
import type { WizardSite } from "@/components/recovery/wizard-state";
import { SectionHeading } from "@/components/section-heading";
import type { RestoreInput, RestoreOptions } from "@/lib/domain/restore";
import type { RestoreSource } from "@/lib/domain/restore-source";

type HowProps = {
  source: RestoreSource;
  input: RestoreInput;
  options: RestoreOptions;
  onChange: (input: RestoreInput) => void;
};

/** Names, flavors, networks, types and zones: proposed as near to the original as the site allows. */
export function StepHow({ site, ...how }: HowProps & { site: WizardSite | undefined }) {
  const { input, onChange } = how;
  return (
    <>
      {input.servers.length > 0 ? <Servers {...how} note={`at ${site?.name ?? input.targetSiteId}`} /> : null}
      {input.volumes.length > 0 ? <Volumes {...how} /> : null}
      <Names title="Images" things={input.images} onChange={(images) => onChange({ ...input, images })} />
      <Names
        title="Networks to be rebuilt"
        things={input.networks}
        onChange={(networks) => onChange({ ...input, networks })}
      />
    </>
  );
}

function Servers({ source, input, options, note, onChange }: HowProps & { note: string }) {
  return (
    <section aria-labelledby="how-servers">
      <SectionHeading id="how-servers" note={note}>
        Servers
      </SectionHeading>
      {input.servers.map((choice) => (
        <HowServer
          key={choice.capturedId}
          source={source}
          choice={choice}
          options={options}
          networks={input.networks}
          onChange={(next, networks) => onChange({ ...input, networks, servers: replaced(input.servers, next) })}
        />
      ))}
    </section>
  );
}

function Volumes({ source, input, options, onChange }: HowProps) {
  const here = input.targetSiteId === source.siteId;
  const ofServers = volumesOfServers(source, input);
  const replaceable = here && source.volumes.some((one) => isChosen(input, one) && !ofServers.has(one.volumeId));
  return (
    <section aria-labelledby="how-volumes">
      <SectionHeading
        id="how-volumes"
        note={replaceable ? "beside the original, into it, or in its place" : "new volumes"}
      >
        Volumes
      </SectionHeading>
      {input.volumes.map((item) => {
        const volume = source.volumes.find((one) => one.capturedId === item.capturedId);
        return volume ? (
          <HowVolume
            key={item.capturedId}
            volume={volume}
            item={item}
            options={options}
            mayReplace={here && !ofServers.has(volume.volumeId)}
            onChange={(next) => onChange({ ...input, volumes: replaced(input.volumes, next) })}
          />
        ) : null;
      })}
    </section>
  );
}

type Named = { capturedId: string; name: string };
type NamesProps = { title: string; things: Named[]; onChange: (things: Named[]) => void };

function Names({ title, things, onChange }: NamesProps) {
  if (things.length === 0) return null;
  return (
    <section>
      <SectionHeading>{title}</SectionHeading>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {things.map((thing) => (
          <NameField
            key={thing.capturedId}
            value={thing.name}
            onChange={(name) => onChange(replaced(things, { ...thing, name }))}
          />
        ))}
      </div>
    </section>
  );
}

/** Volumes that come back with their server follow it: they are always new. */
function volumesOfServers(source: RestoreSource, input: RestoreInput): Set<string> {
  const rebuilt = new Set(input.servers.map(({ capturedId }) => capturedId));
  return new Set(source.servers.filter((one) => rebuilt.has(one.capturedId)).flatMap((one) => one.volumeIds));
}

function isChosen(input: RestoreInput, { capturedId }: { capturedId: string }): boolean {
  return input.volumes.some((one) => one.capturedId === capturedId);
}

function replaced<T extends { capturedId: string }>(things: T[], next: T): T[] {
  return things.map((one) => (one.capturedId === next.capturedId ? next : one));
}
