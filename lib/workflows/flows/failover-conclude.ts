import { inTransaction } from "@/lib/db/client";
import { selectFailover, updateFailover } from "@/lib/db/failovers";
import { selectRecovery } from "@/lib/db/recovery";
import type { SourceTask, Successor } from "@/lib/domain/failover";
import type { StepFailure } from "../failure";
import type { FlowEnd, FlowRun } from "../flow";
import type { Doing } from "./restore-deeds";
import type { Made } from "./restore-made";

const HOUR_MS = 3_600_000;

/** The workload is up: what took whose place, until when a drill stands, and what the source still needs. */
export async function concludeFailover(run: FlowRun, doing: Doing, failures: StepFailure[]): Promise<FlowEnd> {
  const made = await doing.made();
  const successors = successorsOf(doing, made);
  const known = await selectFailover(run.id);
  const settings = await selectRecovery(run.row.planId ?? "");
  const at = new Date();
  await inTransaction(async (tx) => {
    const drill = known?.purpose === "drill";
    await updateFailover(tx, run.id, {
      workload: "up",
      upAt: known?.upAt ?? at,
      successors,
      ...(drill
        ? { cleanup: "due", endsAt: known.endsAt ?? new Date(at.getTime() + settings.drillHours * HOUR_MS) }
        : known?.mode === "disaster"
          ? { sourceTasks: fencing(doing, known.sourceTasks) }
          : {}),
    });
  });
  const [failure] = failures;
  return {
    state: failure ? "partial" : "succeeded",
    ...(failure ? { cause: failure.cause } : {}),
    result: {
      notes: made.notes,
      servers: [...made.servers.values()],
      volumes: [...made.volumes.values()],
    },
  };
}

function successorsOf({ saved, request }: Doing, made: Made): Successor[] {
  const servers = [...made.servers].map(([capturedId, targetId]) => {
    const server = saved.resource("OS::Nova::Server", capturedId);
    const name = request.servers.find((one) => one.capturedId === capturedId)?.name ?? server.ref.name;
    return { kind: "OS::Nova::Server", sourceId: server.ref.id, targetId, name };
  });
  const volumes = [...made.volumes].map(([capturedId, targetId]) => {
    const volume = saved.resource("OS::Cinder::Volume", capturedId);
    return { kind: "OS::Cinder::Volume", sourceId: volume.ref.id, targetId, name: volume.ref.name };
  });
  const networks = [...made.networks].map(([sourceId, targetId]) => ({
    kind: "OS::Neutron::Network",
    sourceId,
    targetId,
    name: sourceId,
  }));
  return [...servers, ...volumes, ...networks];
}

/** The originals must not run beside their successors: they are shut down as soon as their site answers. */
function fencing({ saved }: Doing, before: SourceTask[]): SourceTask[] {
  if (before.length > 0) return before;
  return saved.manifest.resources.flatMap((resource): SourceTask[] =>
    resource.kind === "OS::Nova::Server"
      ? [
          {
            key: `stop:${resource.ref.id}`,
            do: "stop",
            serverId: resource.ref.id,
            name: resource.ref.name,
            state: "due",
            at: null,
            detail: null,
          },
        ]
      : [],
  );
}
