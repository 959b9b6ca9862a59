import { AppError } from "@/lib/domain/errors";
import type { OldPort, OldServer } from "@/lib/domain/old-ports";
import type { StepOf } from "@/lib/domain/restore-steps";
import type { Cloud } from "@/lib/openstack/cloud";
import type { RestoreContext } from "./context";

const OFF = { everySeconds: 3, timeoutSeconds: 10 * 60 };

/** Waits until the old server is off, asking for it, and writes down what it holds, so that it can be given back. */
export function noteOldPorts(
  context: RestoreContext,
  { key, serverId, name }: StepOf<"note-old-ports">,
): Promise<OldServer> {
  return context.run.waitFor(
    key,
    async () => {
      const cloud = await context.target();
      const server = await cloud.nova.servers.find(serverId);
      if (!server) return { serverId, name, ports: [] };
      if (server.status === "ACTIVE") await cloud.nova.servers.stop(serverId);
      if (server.status !== "SHUTOFF" && server.status !== "ERROR") return null;
      return { serverId, name, ports: await portsOf(cloud, serverId) };
    },
    { ...OFF, what: `the old ${name} to be shut down` },
  );
}

async function portsOf({ neutron }: Cloud, serverId: string): Promise<OldPort[]> {
  const ports = await neutron.ports.list({ device_id: serverId });
  return Promise.all(
    ports.map(async (port) => ({
      id: port.id,
      name: port.name,
      networkId: port.network_id,
      mac: port.mac_address,
      fixedIps: port.fixed_ips.map((ip) => ({ subnetId: ip.subnet_id, address: ip.ip_address })),
      groups: port.security_groups,
      portSecurity: port.port_security_enabled ?? null,
      floating: (await neutron.floatingIps.list({ port_id: port.id })).map((one) => ({
        id: one.id,
        address: one.floating_ip_address,
        networkId: one.floating_network_id,
        fixedAddress: one.fixed_ip_address ?? null,
      })),
    })),
  );
}

/** Takes the ports off the old server, so that its successor can have their addresses and MACs. The server stays as it is. */
export function releaseOldPorts(
  context: RestoreContext,
  { key, serverId }: StepOf<"release-old-ports">,
  ports: OldPort[],
): Promise<boolean> {
  return context.run.waitFor(
    key,
    async () => {
      const { nova, neutron } = await context.target();
      const left = await Promise.all(ports.map(({ id }) => neutron.ports.find(id)));
      const there = left.flatMap((port) => port ?? []);
      if (there.length === 0) return true;
      for (const port of there) {
        // Nova deletes a port that it made itself; one that was given to it is only let go.
        if (port.device_id === serverId) await nova.interfaces.detach(serverId, port.id);
        else await neutron.ports.remove(port.id);
      }
      return null;
    },
    OFF,
  );
}

/** Makes the ports again, with their addresses, and puts them back on the old server. */
export function giveBackPorts(
  context: RestoreContext,
  key: string,
  { serverId, name, ports }: OldServer,
): Promise<null> {
  return context.run.step(key, async () => {
    const { nova, neutron } = await context.target();
    if (!(await nova.servers.find(serverId)))
      throw new AppError("not-found", `The old ${name} is not there any more.`, {
        safe: "Nothing else is changed by that.",
      });
    for (const old of ports) {
      const port = await neutron.ports.ensure(context.run.tag(`port:${old.id}`), {
        network_id: old.networkId,
        name: old.name,
        mac_address: old.mac,
        fixed_ips: old.fixedIps.map(({ subnetId, address }) => ({ subnet_id: subnetId, ip_address: address })),
        ...(old.portSecurity === false ? { port_security_enabled: false } : { security_groups: old.groups }),
      });
      if (port.device_id !== serverId) await nova.interfaces.attach(serverId, port.id);
      for (const { id, fixedAddress } of old.floating)
        await neutron.floatingIps.update(id, { port_id: port.id, fixed_ip_address: fixedAddress });
    }
    return null;
  });
}
