import { z } from "zod";
import { ApiError, badRequest, type Call } from "../call";
import { find as findNeutron } from "../neutron/lists";
import { networkKind } from "../neutron/networks";
import { makePort, portKind } from "../neutron/ports";
import { defaultGroup, securityGroupKind } from "../neutron/security-groups";
import { network, type Asked } from "./server-body";

/** Plugs in the named ports, and makes one in each named network. Returns those it made. */
export function plugIn(call: Call, serverId: string, asked: Asked): string[] {
  const groups = groupIds(call, asked.security_groups);
  const wanted = asked.networks === "none" ? [] : Array.isArray(asked.networks) ? asked.networks : automatic(call);
  const own: string[] = [];
  for (const one of wanted) {
    if (one.port !== undefined) {
      const port = refuseAs400(
        () => findNeutron(call, portKind, one.port ?? ""),
        `Port id ${one.port} could not be found.`,
      );
      if (port.device_id !== "") throw new ApiError(409, `Port ${port.id} is still in use.`);
      call.site.neutron.ports.put({
        ...port,
        device_id: serverId,
        device_owner: "compute:nova",
        status: "ACTIVE",
      });
      continue;
    }
    const found = refuseAs400(
      () => findNeutron(call, networkKind, one.uuid ?? ""),
      `Network ${one.uuid ?? ""} could not be found.`,
    );
    const made = refuseAs400(
      () =>
        makePort(call, {
          network_id: found.id,
          device_id: serverId,
          device_owner: "compute:nova",
          ...(one.fixed_ip === undefined ? {} : { fixed_ips: [{ ip_address: one.fixed_ip }] }),
          ...(groups === null || !found.port_security_enabled ? {} : { security_groups: groups }),
        }),
      `Fixed IP address ${one.fixed_ip ?? ""} is already in use on instance.`,
    );
    own.push(made.id);
  }
  return own;
}

function automatic(call: Call): z.output<typeof network>[] {
  const mine = call.site.neutron.networks
    .all()
    .filter((one) => one.project_id === call.projectId && !one["router:external"]);
  if (mine.length > 1)
    throw new ApiError(409, "Multiple possible networks found, use a Network ID to be more specific.");
  return mine.map((one) => ({ uuid: one.id }));
}

function groupIds(call: Call, asked: { name: string }[] | undefined): string[] | null {
  if (asked === undefined) return null;
  return asked.map(({ name }) => {
    if (name === "default") return defaultGroup(call, call.projectId).id;
    const mine = call.site.neutron.securityGroups
      .all()
      .find((one) => one.project_id === call.projectId && (one.name === name || one.id === name));
    if (mine === undefined) throw badRequest(`Unable to find security_group with name or id '${name}'`);
    return findNeutron(call, securityGroupKind, mine.id).id;
  });
}

function refuseAs400<T>(work: () => T, message: string): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ApiError) throw badRequest(error.status === 409 ? message : error.message);
    throw error;
  }
}
