import type { SavedServer } from "./manifest-resources";
import { mappedTo, rebuiltNetworks, type Names } from "./runbook-names";
import type { RunbookFacts } from "./runbook-facts";
import { command, fileOf, make, once, option, quoted, remark, withVariable } from "./runbook-shell";
import { nameOf, properties } from "./runbook-volumes";

type Port = SavedServer["ports"][number];

/** One server: its key pair, server group and ports, itself, and its floating addresses. */
export function serverCommands(facts: RunbookFacts, names: Names, server: SavedServer): string {
  const ports = server.ports.filter((port) => mappedTo(facts.resolved.networks, port.networkId) !== null);
  const variable = names.server.get(server.ref.id) ?? "";
  return [
    remark(`Server ${server.ref.name}`),
    ...(server.status === "SHUTOFF" ? [remark("It was stopped when it was captured; here it is started.")] : []),
    ...keyLines(facts, server),
    ...groupLines(names, server),
    ...ports.map((port) => portLine(facts, names, port)),
    ...(server.userData ? [fileOf(`"$FILES/${variable}.user-data"`, server.userData)] : []),
    serverLine(facts, names, server),
    `wait_for active openstack server show "$${variable}"`,
    ...floatingLines(facts, names, server),
  ].join("\n");
}

function keyLines({ resolved }: RunbookFacts, { keyPair }: SavedServer): string[] {
  const name = keyPair && mappedTo(resolved.keyPairs, keyPair.name);
  if (!name || !keyPair?.publicKey) return [];
  const file = `"$FILES/key.pub"`;
  return [
    `printf '%s\\n' ${quoted(keyPair.publicKey.trim())} > ${file}`,
    `openstack keypair show ${nameOf(name)} > "$FILES/seen" 2>&1 || \\\n  openstack keypair create --public-key ${file} ${nameOf(name)}`,
  ];
}

function groupLines(names: Names, { serverGroup }: SavedServer): string[] {
  if (!serverGroup) return [];
  const rules = Object.entries(serverGroup.rules).map(([key, value]) => option("rule", `${key}=${value}`));
  const variable = names.serverGroup.get(serverGroup.id) ?? "";
  return [
    make(variable, "server group create", option("policy", serverGroup.policy), ...rules, nameOf(serverGroup.name)),
  ];
}

function portLine(facts: RunbookFacts, names: Names, port: Port): string {
  const target = mappedTo(facts.resolved.networks, port.networkId);
  const rebuilt = target?.to !== "existing" && rebuiltNetworks(facts).some(({ ref }) => ref.id === port.networkId);
  const open = port.portSecurity === false;
  const fixed = port.fixedIps.map(({ subnetId, address }) => {
    const subnet = rebuilt ? names.subnet.get(subnetId) : undefined;
    return `--fixed-ip ${subnet ? `subnet="$${subnet}",` : ""}ip-address=${quoted(address)}`;
  });
  return make(
    names.port.get(port.id) ?? "",
    "port create",
    target?.to === "existing"
      ? option("network", target.networkId)
      : withVariable("network", names.network.get(port.networkId) ?? ""),
    ...fixed,
    option("mac-address", port.mac),
    port.adminUp ? null : "--disable",
    ...(open ? ["--no-security-group", "--disable-port-security"] : groupsOf(names, port)),
    ...(open ? [] : port.allowedAddressPairs.map(pairOf)),
    port.vnicType && port.vnicType !== "normal" ? option("vnic-type", port.vnicType) : null,
    nameOf(port.name || `port ${port.fixedIps[0]?.address ?? port.mac}`),
  );
}

function groupsOf(names: Names, { securityGroupIds }: Port): string[] {
  const known = securityGroupIds.flatMap((id) => names.group.get(id) ?? []);
  // With none given Neutron would take the project's own default group.
  return known.length > 0 ? known.map((group) => withVariable("security-group", group)) : ["--no-security-group"];
}

function pairOf({ address, mac }: Port["allowedAddressPairs"][number]): string | null {
  return option("allowed-address", `ip-address=${address}${mac ? `,mac-address=${mac}` : ""}`);
}

function serverLine(facts: RunbookFacts, names: Names, server: SavedServer): string {
  const { resolved, bytes } = facts;
  const variable = names.server.get(server.ref.id) ?? "";
  const image = bytes.get(server.ref.id)?.imageId ?? server.imageId;
  const attached = [...server.attachments]
    .filter(({ volumeId }) => names.volume.has(volumeId))
    .sort((a, b) => (a.device ?? "").localeCompare(b.device ?? ""));
  const boot = image ? undefined : attached.find((attachment) => attachment.boot);
  const key = server.keyPair && mappedTo(resolved.keyPairs, server.keyPair.name);
  const group = server.serverGroup && names.serverGroup.get(server.serverGroup.id);
  const ports = server.ports.filter((port) => mappedTo(resolved.networks, port.networkId) !== null);
  return make(
    variable,
    "server create",
    option("flavor", mappedTo(resolved.flavors, server.flavor.name)?.id ?? server.flavor.name),
    image ? option("image", image) : boot && withVariable("volume", names.volume.get(boot.volumeId) ?? ""),
    ...attached.filter((one) => one !== boot).map((one) => deviceOf(names, one)),
    ...(ports.length > 0 ? ports.map((port) => withVariable("port", names.port.get(port.id) ?? "")) : ["--nic none"]),
    option("key-name", key),
    option("availability-zone", server.zone && mappedTo(resolved.zones, server.zone)?.compute),
    option("description", server.description),
    server.configDrive && "--use-config-drive",
    server.userData !== null && server.userData !== "" && `--user-data "$FILES/${variable}.user-data"`,
    group && `--hint group="$${group}"`,
    ...properties(server.metadata),
    ...server.tags.filter((tag) => !tag.startsWith("bw-")).map((tag) => option("tag", tag)),
    nameOf(server.ref.name),
  );
}

function deviceOf(names: Names, { volumeId, device, tag }: SavedServer["attachments"][number]): string {
  const more = [...(device ? [`device_name=${device}`] : []), ...(tag ? [`tag=${tag}`] : [])];
  const rest = ["source_type=volume", "destination_type=volume", "boot_index=-1", ...more].join(",");
  return `--block-device uuid="$${names.volume.get(volumeId) ?? ""}",${quoted(rest)}`;
}

function floatingLines({ resolved }: RunbookFacts, names: Names, server: SavedServer): string[] {
  return server.floatingIps.flatMap(({ address, networkId, portId, fixedAddress }, index) => {
    const outside = mappedTo(resolved.floating, networkId);
    const port = names.port.get(portId ?? server.ports[0]?.id ?? "");
    if (!outside || !port) return [remark(`It had the floating address ${address}: none stands for it here.`)];
    const variable = `${names.server.get(server.ref.id) ?? ""}_FLOATING_${index + 1}`;
    return [
      make(variable, "floating ip create", quoted(outside.networkId)),
      once(
        `${variable}_SET`,
        "floating ip set",
        withVariable("port", port),
        option("fixed-ip-address", fixedAddress),
        `"$${variable}"`,
      ),
      remark(`In place of ${address}:`),
      command("openstack floating ip show", `"$${variable}"`, "-f value -c floating_ip_address"),
    ];
  });
}
