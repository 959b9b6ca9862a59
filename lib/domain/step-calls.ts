import type { RestoreDeed, RestoreStep, StepOf } from "./restore-steps";

type Calls = { [D in RestoreDeed]: (step: StepOf<D>) => string };

/** What each step asks of OpenStack, in the words of its API. */
const CALLS: Calls = {
  "import-records": ({ backupIds }) =>
    `Cinder: POST /backups/{id}/import_record for ${each(backupIds.length, "backup")} not known there, by the site's service account`,
  "make-key-pair": ({ name }) => `Nova: GET /os-keypairs/${name}, else POST /os-keypairs with its public key`,
  "make-network": ({ isolated }) =>
    `Neutron: POST /networks, POST /subnets${isolated ? "" : ", POST /routers, PUT /routers/{id}/add_router_interface"}`,
  "make-security-groups": () => "Neutron: GET /security-groups, else POST /security-groups, POST /security-group-rules",
  "make-server-group": () => "Nova: GET /os-server-groups, else POST /os-server-groups",
  "copy-image": ({ imageId }) =>
    `Glance: GET /images/${imageId}/file at the source, POST /images and PUT /images/{id}/file at the target`,
  "create-volume": ({ backupId }) => `Cinder: POST /volumes from backup ${backupId}`,
  "await-volume": () => "Cinder: GET /volumes/{id} until it is available",
  "stop-server": ({ serverId }) => `Nova: POST /servers/${serverId}/action os-stop`,
  "await-stopped": ({ serverId }) => `Nova: GET /servers/${serverId} until it is SHUTOFF`,
  "detach-volume": ({ serverId, volumeId }) => `Nova: DELETE /servers/${serverId}/os-volume_attachments/${volumeId}`,
  "await-detached": ({ volumeId }) => `Cinder: GET /volumes/${volumeId} until it is available`,
  "restore-into": ({ backupId, volumeId }) => `Cinder: POST /backups/${backupId}/restore into volume ${volumeId}`,
  "await-restored": ({ volumeId }) => `Cinder: GET /volumes/${volumeId} until it is available`,
  "attach-volume": ({ serverId }) => `Nova: POST /servers/${serverId}/os-volume_attachments`,
  "await-attached": () => "Cinder: GET /volumes/{id} until it is in-use",
  "start-server": ({ serverId }) => `Nova: POST /servers/${serverId}/action os-start`,
  "await-started": ({ serverId }) => `Nova: GET /servers/${serverId} until it is ACTIVE`,
  "note-old-ports": ({ serverId }) => `Nova: GET /servers/${serverId}, os-stop if it runs; Neutron: GET /ports of it`,
  "release-old-ports": ({ serverId }) =>
    `Nova: DELETE /servers/${serverId}/os-interface/{port}; Neutron: DELETE /ports/{port}`,
  "make-ports": () => "Neutron: POST /ports with the fixed addresses and MACs",
  "create-server": () => "Nova: POST /servers with its ports and volumes",
  "await-server": () => "Nova: GET /servers/{id} until it is ACTIVE",
  "give-address": ({ networkId }) => `Neutron: POST /floatingips in network ${networkId}, for the server's port`,
  "pass-gate": ({ gate }) => gateCall(gate),
  "read-back": () => "Nova, Cinder and Neutron: GET of everything that was made",
};

/** The call, or calls, that a step makes. */
export function callOf<D extends RestoreDeed>(step: StepOf<D>): string;
export function callOf(step: RestoreStep): string {
  // The table holds for each word the function of that word's step, which the compiler cannot follow through the union.
  return (CALLS[step.do] as (step: RestoreStep) => string)(step);
}

function gateCall(gate: StepOf<"pass-gate">["gate"]): string {
  if (gate.kind === "port-open") return `A connection to port ${gate.port}, for at most ${gate.timeoutSeconds} s`;
  if (gate.kind === "http") return `GET ${gate.url}, for at most ${gate.timeoutSeconds} s`;
  return "None: a person confirms";
}

function each(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `each of ${count} ${noun}s`;
}
