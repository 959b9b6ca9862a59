import { AppError } from "@/lib/domain/errors";
import type { OldPort } from "@/lib/domain/old-ports";
import type { StepOf } from "@/lib/domain/restore-steps";
import type { RestoreContext } from "./context";

const FLOATING = "OS::Neutron::FloatingIP";

/** A floating address of the mapped external network for the server's port; says which address took whose place. */
export async function giveAddress(
  context: RestoreContext,
  { key, was, fixedAddress, networkId }: StepOf<"give-address">,
  { portIds, free }: { portIds: string[]; free: OldPort["floating"] },
): Promise<string[]> {
  const { neutron } = await context.target();
  const ports = await Promise.all(portIds.map((id) => neutron.ports.get(id)));
  const port = ports.find((one) => one.fixed_ips.some((ip) => ip.ip_address === fixedAddress)) ?? ports[0];
  if (!port)
    throw new AppError("conflict", `There is no port to which an address in place of ${was} could lead.`, {
      remedy: "Map the server's network, or map its floating address to none.",
    });
  // On the way home the address that the old server had is the right one.
  const own = free.find((one) => one.networkId === networkId && one.fixedAddress === fixedAddress);
  if (own) {
    await neutron.floatingIps.update(own.id, { port_id: port.id });
    return [`${own.address} leads to the server again, in place of ${was}.`];
  }
  const tag = context.run.tag(key);
  const made = await neutron.floatingIps.ensure(tag, { floating_network_id: networkId, port_id: port.id });
  await context.run.note({
    siteId: context.targetSiteId,
    kind: FLOATING,
    resourceId: made.id,
    name: made.floating_ip_address,
    tag,
  });
  return [`${made.floating_ip_address} takes the place of floating address ${was}.`];
}
