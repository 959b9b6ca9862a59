import { z } from "zod";
import type { Json } from "@/lib/domain/json";
import { oldServer, type OldServer } from "@/lib/domain/old-ports";
import type { RestoreStep } from "@/lib/domain/restore-steps";
import type { RestoreSaved } from "./restore-source";

/** What the steps so far have answered, by what they were about: read from their rows, whoever did them. */
export type Made = {
  volumes: Map<string, string>;
  servers: Map<string, string>;
  ports: Map<string, string[]>;
  /** What an old server at the target held, by the captured server that succeeds it. */
  oldServers: Map<string, OldServer>;
  images: Map<string, string>;
  /** By the id of the source's network. */
  networks: Map<string, string>;
  groups: Record<string, string>;
  keys: Map<string, string | null>;
  serverGroups: Map<string, string>;
  notes: string[];
};

const id = z.string();
const notes = z.array(z.string());
const madeKey = z.object({ name: z.string().nullable(), note: z.string().nullish() });
const madeNetwork = z.object({ networkId: id, notes });
const madePorts = z.object({ ids: z.array(id), notes });
const madeGroups = z.record(z.string(), id);

/** Of the steps that are done, what each made. */
export function madeOf(steps: readonly RestoreStep[], results: ReadonlyMap<string, Json>, saved: RestoreSaved): Made {
  const made: Made = {
    volumes: new Map(),
    servers: new Map(),
    ports: new Map(),
    oldServers: new Map(),
    images: new Map(),
    networks: new Map(),
    groups: {},
    keys: new Map(),
    serverGroups: new Map(),
    notes: [],
  };
  for (const step of steps) {
    const result = results.get(step.key);
    if (result !== undefined && result !== null) remember(made, { step, result, saved });
  }
  return made;
}

function remember(made: Made, { step, result, saved }: { step: RestoreStep; result: Json; saved: RestoreSaved }): void {
  switch (step.do) {
    case "make-key-pair": {
      const { name, note } = madeKey.parse(result);
      made.keys.set(step.name, name);
      if (note) made.notes.push(note);
      return;
    }
    case "make-network": {
      const network = madeNetwork.parse(result);
      made.networks.set(saved.resource("OS::Neutron::Network", step.capturedId).ref.id, network.networkId);
      made.notes.push(...network.notes);
      return;
    }
    case "make-security-groups":
      made.groups = madeGroups.parse(result);
      return;
    case "make-server-group":
      made.serverGroups.set(step.capturedId, id.parse(result));
      return;
    case "copy-image":
      made.images.set(step.capturedId, id.parse(result));
      return;
    case "create-volume":
      made.volumes.set(step.capturedId, id.parse(result));
      return;
    case "note-old-ports":
      made.oldServers.set(step.capturedId, oldServer.parse(result));
      return;
    case "make-ports": {
      const ports = madePorts.parse(result);
      made.ports.set(step.capturedId, ports.ids);
      made.notes.push(...ports.notes);
      return;
    }
    case "create-server":
      made.servers.set(step.capturedId, id.parse(result));
      return;
    case "pass-gate":
    case "give-address":
    case "read-back":
      made.notes.push(...notes.parse(result));
  }
}
