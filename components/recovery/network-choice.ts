import { REBUILT } from "@/lib/domain/restore-facts";
import type { RestoreInput } from "@/lib/domain/restore";
import type { RestoreSource, SourceServer } from "@/lib/domain/restore-source";

export type ServerChoice = RestoreInput["servers"][number];
export type Networks = RestoreInput["networks"];
type Choices = { source: RestoreSource; choice: ServerChoice; networks: Networks };

/** A network that is mapped to its own rebuilding is rebuilt too. */
export function mapNetwork(
  { source, choice, networks }: Choices,
  networkId: string,
  target: string | null,
): [ServerChoice, Networks] {
  const { [networkId]: _former, ...rest } = choice.networks;
  const next = { ...choice, networks: target ? { ...rest, [networkId]: target } : rest };
  const saved = source.networks.find((one) => one.networkId === networkId);
  if (!saved || target !== `${REBUILT}${networkId}` || networks.some((one) => one.capturedId === saved.capturedId))
    return [next, networks];
  return [next, [...networks, { capturedId: saved.capturedId, name: saved.name }]];
}

/** The addresses that a server had in a network. */
export function addressesOn(ports: SourceServer["ports"], networkId: string): string {
  const addresses = ports.filter((port) => port.networkId === networkId).flatMap((port) => port.addresses);
  return addresses.length > 0 ? `was ${addresses.join(", ")}` : "had no address";
}
