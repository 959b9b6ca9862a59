import { planHash } from "./plan-hash";
import type { Gate } from "./recovery-settings";
import type { RunbookFacts } from "./runbook-facts";
import { namesOf, serverById, serversOf, volumesOf, type Names } from "./runbook-names";
import { groupCommands, networkCommands } from "./runbook-networks";
import { serverCommands } from "./runbook-servers";
import { setup } from "./runbook-shell";
import { importCommands, volumeCommands, volumesWithout } from "./runbook-volumes";

/** One thing to do: by whom, what to know, what to check afterwards, and the commands that do it. */
export type RunbookStep = { title: string; who: string; notes: string[]; shell: string | null };
export type RunbookSection = { title: string; notes: string[]; steps: RunbookStep[] };
export type Runbook = {
  title: string;
  /** Over all that the runbook says: two with the same hash are the same. */
  hash: string;
  facts: [name: string, value: string][];
  sections: RunbookSection[];
};

/** How a plan's newest checkpoint is brought up at its recovery site by hand, without Breakwater. */
export function runbookOf(facts: RunbookFacts): Runbook {
  const names = namesOf(facts);
  const hash = planHash({ ...facts, bytes: [...facts.bytes] });
  const member = `A member of project ${facts.projectName} at ${facts.target.name}`;
  const administrator = `An administrator of ${facts.target.name}, signed in to project ${facts.projectName}`;
  const imports = importCommands(facts);
  const step = (title: string, shell: string | null, who = member, notes: string[] = []): RunbookStep[] =>
    shell === null ? [] : [{ title, who, notes, shell }];
  const { target, manifest } = facts;
  const begin = setup({ hash, project: manifest.plan.projectId, region: target.region });
  return {
    title: `Runbook: ${facts.planName} at ${target.name}`,
    hash,
    facts: factsTable(facts),
    sections: [
      before(facts),
      { title: "Begin", notes: BEGIN_NOTES, steps: step("Open a shell and define its helpers", begin) },
      {
        title: "Backups",
        notes: [],
        steps: step("Make the backups known at the recovery site", imports, administrator, IMPORT_NOTES),
      },
      {
        title: "Networks and volumes",
        notes: [],
        steps: [
          ...step("Make the networks, subnets and routers", networkCommands(facts, names)),
          ...step("Make the security groups", groupCommands(facts, names)),
          ...step("Make the volumes and fill them", volumeCommands(facts, names), member, FILL_NOTES),
        ],
      },
      ...waves(facts, names, member),
      {
        title: "Look",
        notes: ["Everything is up when all servers are ACTIVE and answer their users."],
        steps: step("List what there is now", "openstack server list\nopenstack volume list"),
      },
    ].filter(({ steps, notes }) => steps.length > 0 || notes.length > 0),
  };
}

const BEGIN_NOTES = [
  "Begin a shell of its own with `bash`: it ends at the first command that fails, so that nothing is built on half a thing.",
  "If it ends, begin another one in the same directory, paste this block again, and go on with the one that failed: what was made is remembered in a file, and not made twice.",
];
const IMPORT_NOTES = [
  "OpenStack lets only an administrator import records, and gives them to the project that the administrator is signed in to.",
  "Do not delete these backups here: their bytes are shared with the source site.",
];
const FILL_NOTES = ["All volumes are filled at the same time. The largest takes the longest."];

function factsTable({ manifest, planName, projectName, sourceSite, target }: RunbookFacts): Runbook["facts"] {
  const servers = serversOf(manifest);
  const volumes = volumesOf(manifest);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return [
    ["Plan", planName],
    ["Project", projectName],
    ["From", sourceSite],
    ["To", `${target.name} (region ${target.region}, Keystone ${target.cloud.keystoneUrl})`],
    ["State of the data", `${manifest.capturedAt} (UTC); whatever was written later is lost`],
    ["Servers", `${servers.length}: ${servers.map(({ ref }) => ref.name).join(", ") || "none"}`],
    ["Volumes", `${volumes.length}, ${sum(volumes.map(({ sizeGiB }) => sizeGiB))} GiB`],
    [
      "Quota needed",
      `${servers.length} servers, ${sum(servers.map(({ flavor }) => flavor.vcpus))} vCPUs, ${sum(servers.map(({ flavor }) => flavor.ramMiB))} MiB of memory`,
    ],
  ];
}

function before(facts: RunbookFacts): RunbookSection {
  const { gaps, manifest, sourceSite, target } = facts;
  return {
    title: "Before you begin",
    notes: [
      `Make sure that the servers at ${sourceSite} do not run any more, or cannot come back by themselves: two of each would write apart.`,
      "You need the OpenStack client (python-openstackclient 6.0, as in Debian 12, or later), and a clouds.yaml with an entry " +
        `\`recovery\` for the project at ${target.name} and \`recovery-admin\` for an administrator in the same project.`,
      ...gaps.map(({ title, detail, remedy }) => `To decide first: ${title}. ${detail} ${remedy ?? ""}`.trim()),
      ...volumesWithout(facts).map((volume) => `No copy of volume ${volume} can be had: it is left out.`),
      ...imagesWithout(facts),
      ...imagesThere(facts),
      ...manifest.missing.map(({ ref, cause }) => `Not in this checkpoint: ${ref.name || ref.id}. ${cause}`),
    ],
    steps: [],
  };
}

function imagesWithout({ manifest, bytes, target }: RunbookFacts): string[] {
  return serversOf(manifest)
    .filter(({ ref, imageId }) => imageId !== null && !bytes.get(ref.id)?.imageId)
    .map(
      ({ ref, imageId }) =>
        `${ref.name} boots from image ${imageId}, of which no copy is at ${target.name}: bring it there first.`,
    );
}

/** Images that the plan protects for themselves need nothing: their copies are there. */
function imagesThere({ source, bytes, target }: RunbookFacts): string[] {
  return source.images.map(({ name, capturedId }) => {
    const copy = [...bytes.values()].find((one) => one.capturedId === capturedId)?.imageId;
    return copy ? `Image ${name} is at ${target.name} as ${copy}.` : `No copy of image ${name} is at ${target.name}.`;
  });
}

function waves(facts: RunbookFacts, names: Names, who: string): RunbookSection[] {
  const set = new Map(facts.order.servers.map((server) => [server.serverId, server]));
  return facts.order.waves.map((ids, index) => ({
    title: facts.order.waves.length === 1 ? "Servers" : `Servers, wave ${index + 1} of ${facts.order.waves.length}`,
    notes: index === 0 ? [] : ["Begin when everything of the wave before is up."],
    steps: ids.flatMap((id) => {
      const server = serverById(facts, id);
      if (!server) return [];
      const { gates = [], critical = true } = set.get(id) ?? {};
      const notes = [...(critical ? [] : ["The rest goes on without it."]), ...gates.map(gateText)];
      return [{ title: `Bring up ${server.ref.name}`, who, notes, shell: serverCommands(facts, names, server) }];
    }),
  }));
}

function gateText(gate: Gate): string {
  switch (gate.kind) {
    case "port-open":
      return `Before going on: port ${gate.port} answers.`;
    case "http":
      return `Before going on: ${gate.url} answers with status ${gate.status}${gate.contains ? ` and "${gate.contains}"` : ""}.`;
    case "manual":
      return `Before going on${gate.owner ? `, by ${gate.owner}` : ""}: ${gate.instructions}`;
  }
}

/** All commands as one script, as somebody would paste them one after the other. */
export function scriptOf({ sections }: Runbook): string {
  return sections.flatMap(({ steps }) => steps.flatMap(({ shell }) => shell ?? [])).join("\n\n");
}
