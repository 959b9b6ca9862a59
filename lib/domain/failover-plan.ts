import type { ServerOrder } from "./recovery-order";
import type { Gate } from "./recovery-settings";
import type { RestoreInput } from "./restore";
import { SECOND, serverOf, type RestoreFacts } from "./restore-facts";
import { planRestore } from "./restore-plan";
import type { LaneOrder, RestoreStep } from "./restore-steps";

/** Id of a server → id of the one at the target that it once succeeded. */
export type Predecessors = ReadonlyMap<string, string>;

export type FailoverPlan = { steps: RestoreStep[]; order: LaneOrder[] };

/** Every action that brings the workload up at the recovery site, and which server waits for which. */
export function planFailover(
  request: RestoreInput,
  facts: RestoreFacts,
  order: ServerOrder,
  old: Predecessors = new Map(),
): FailoverPlan {
  const base = planRestore(request, { ...facts, batch: Math.max(1, request.volumes.length) });
  const capturedIdOf = new Map(facts.source.servers.map((server) => [server.serverId, server.capturedId]));
  const idsOf = (serverIds: readonly string[]) => serverIds.flatMap((id) => capturedIdOf.get(id) ?? []);
  return {
    steps: base.flatMap((step) => {
      if (step.do === "make-ports") return [...freeAddresses(step.capturedId, facts, old), step];
      return step.do === "await-server" ? [step, ...whenUp(step.capturedId, { request, facts, order })] : [step];
    }),
    order: order.servers.flatMap(({ serverId, after, critical }) =>
      idsOf([serverId]).map((capturedId) => ({ capturedId, after: idsOf(after), critical })),
    ),
  };
}

/** On the way home the old server still holds the addresses; it is kept, and gives up its ports. */
function freeAddresses(capturedId: string, { source, targetSiteName }: RestoreFacts, old: Predecessors): RestoreStep[] {
  const { serverId, name } = serverOf(source, capturedId);
  const oldId = old.get(serverId);
  if (!oldId) return [];
  const about = { capturedId, serverId: oldId, name };
  return [
    {
      do: "note-old-ports",
      key: `old-ports:${capturedId}`,
      title: `The old ${name} at ${targetSiteName} is off; note its addresses`,
      expectedMs: 2 * SECOND,
      ...about,
    },
    {
      do: "release-old-ports",
      key: `release:${capturedId}`,
      title: `Take the old ${name} off the network, so that its addresses are free`,
      expectedMs: 4 * SECOND,
      ...about,
    },
  ];
}

type Whole = { request: RestoreInput; facts: RestoreFacts; order: ServerOrder };

function whenUp(capturedId: string, { request, facts, order }: Whole): RestoreStep[] {
  const server = serverOf(facts.source, capturedId);
  const gates = order.servers.find(({ serverId }) => serverId === server.serverId)?.gates ?? [];
  const addresses = server.floatingIps.flatMap(({ address, networkId, fixedAddress }): RestoreStep[] => {
    const target = request.external?.[networkId];
    if (!target) return [];
    return [
      {
        do: "give-address",
        key: `address:${capturedId}:${address}`,
        title: `Give ${server.name} a floating address in place of ${address}`,
        expectedMs: 3 * SECOND,
        capturedId,
        was: address,
        fixedAddress,
        networkId: target,
      },
    ];
  });
  return [
    ...addresses,
    ...gates.map((gate, index): RestoreStep => ({
      do: "pass-gate",
      key: `gate:${capturedId}:${index}${gate.kind === "manual" ? PERSONS : ""}`,
      title: `${server.name}: ${gateWords(gate)}`,
      expectedMs: gate.kind === "manual" ? null : 5 * SECOND,
      capturedId,
      gate,
    })),
  ];
}

const PERSONS = ":person";

/** Whether the step of this key waits for a person, and not for the server. */
export function isPersonsGate(key: string): boolean {
  return key.startsWith("gate:") && key.endsWith(PERSONS);
}

/** What must hold, as the title of a step. */
export function gateWords(gate: Gate): string {
  if (gate.kind === "port-open") return `port ${gate.port} is open`;
  if (gate.kind === "http") return `${gate.url} answers ${gate.status}`;
  const who = gate.owner || "someone";
  return `${who} confirms: ${gate.instructions.split("\n")[0]}`.slice(0, 250);
}
