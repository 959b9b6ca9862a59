"use client";

import { HowServer } from "@/components/recovery/how-server";
import { HowVolume } from "@/components/recovery/how-volume";
import type { WizardSite } from "@/components/recovery/restore-wizard";
import { SectionHeading } from "@/components/section-heading";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { RestoreInput, RestoreOptions } from "@/lib/domain/restore";
import type { RestoreSource } from "@/lib/domain/restore-source";

type StepHowProps = {
  source: RestoreSource;
  input: RestoreInput;
  options: RestoreOptions;
  site: WizardSite | undefined;
  onChange: (input: RestoreInput) => void;
};

/** Names, flavors, networks, types and zones: proposed as near to the original as the site allows. */
export function StepHow({ source, input, options, site, onChange }: StepHowProps) {
  const here = input.targetSiteId === source.siteId;
  const ofServers = new Set(
    source.servers
      .filter((server) => input.servers.some((one) => one.capturedId === server.capturedId))
      .flatMap((server) => server.volumeIds),
  );
  return (
    <>
      {input.servers.length > 0 ? (
        <section aria-labelledby="how-servers">
          <SectionHeading id="how-servers" note={`at ${site?.name ?? input.targetSiteId}`}>
            Servers
          </SectionHeading>
          {input.servers.map((choice) => (
            <HowServer
              key={choice.capturedId}
              source={source}
              choice={choice}
              options={options}
              onChange={(next, networks) =>
                onChange({
                  ...input,
                  networks,
                  servers: input.servers.map((one) => (one.capturedId === next.capturedId ? next : one)),
                })
              }
              networks={input.networks}
            />
          ))}
        </section>
      ) : null}
      {input.volumes.length > 0 ? (
        <section aria-labelledby="how-volumes">
          <SectionHeading
            id="how-volumes"
            note={here ? "beside the original, into it, or in its place" : "new volumes"}
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
                onChange={(next) =>
                  onChange({
                    ...input,
                    volumes: input.volumes.map((one) => (one.capturedId === next.capturedId ? next : one)),
                  })
                }
              />
            ) : null;
          })}
        </section>
      ) : null}
      <Names title="Images" things={input.images} onChange={(images) => onChange({ ...input, images })} />
      <Names
        title="Networks to be rebuilt"
        things={input.networks}
        onChange={(networks) => onChange({ ...input, networks })}
      />
    </>
  );
}

type Named = { capturedId: string; name: string };

function Names({ title, things, onChange }: { title: string; things: Named[]; onChange: (things: Named[]) => void }) {
  if (things.length === 0) return null;
  return (
    <section>
      <SectionHeading>{title}</SectionHeading>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {things.map((thing) => (
          <Field key={thing.capturedId} label="Name" required>
            {(control) => (
              <Input
                {...control}
                value={thing.name}
                maxLength={255}
                onChange={(event) =>
                  onChange(
                    things.map((one) =>
                      one.capturedId === thing.capturedId ? { ...one, name: event.target.value } : one,
                    ),
                  )
                }
              />
            )}
          </Field>
        ))}
      </div>
    </section>
  );
}
