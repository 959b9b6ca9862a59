import { AppError } from "@/lib/domain/errors";
import type { StepOf } from "@/lib/domain/restore-steps";
import type { RestoreContext } from "./context";

const FLOATING = "OS::Neutron::FloatingIP";

/** A floating address of the mapped external network for the server's port; says which address took whose place. */
export async function giveAddress(
  context: RestoreContext,
  { key, was, fixedAddress, networkId }: StepOf<"give-address">,
  portIds: string[],
): Promise<string[]> {
  const { neutron } = await context.target();
  const ports = await Promise.all(portIds.map((id) => neutron.ports.get(id)));
  const port = ports.find((one) => one.fixed_ips.some((ip) => ip.ip_address === fixedAddress)) ?? ports[0];
  if (!port)
    throw new AppError("conflict", `There is no port to which an address in place of ${was} could lead.`, {
      remedy: "Map the server's network, or map its floating address to none.",
    });
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
