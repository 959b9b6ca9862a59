import { countOf } from "./format";
import type { CheckResult, RestoreInput } from "./restore";
import { REBUILT, serverOf } from "./restore-facts";
import type { RestoreSource, SourceServer } from "./restore-source";
import type { TargetFacts } from "./restore-target";

type Choice = RestoreInput["servers"][number];
type Chosen = { choice: Choice; server: SourceServer };

/** Whether each server finds what it stands on: its volumes, a flavor, networks, addresses, key and image. */
export function serverChecks(input: RestoreInput, source: RestoreSource, target: TargetFacts): CheckResult[] {
  if (input.servers.length === 0) return [];
  const chosen = input.servers.map((choice) => ({ choice, server: serverOf(source, choice.capturedId) }));
  return [
    bootCheck(chosen, input, source),
    flavorCheck(chosen, target),
    networkCheck(chosen, input, source, target),
    addressCheck(chosen, target),
    keyCheck(chosen, target),
  ];
}

function bootCheck(chosen: Chosen[], input: RestoreInput, source: RestoreSource): CheckResult {
  const beside = new Set(input.volumes.filter((item) => item.how === "beside").map((item) => item.capturedId));
  const restored = new Set(
    source.volumes.filter((volume) => beside.has(volume.capturedId)).map((volume) => volume.volumeId),
  );
  const blocked: string[] = [];
  const left: string[] = [];
  for (const { server } of chosen) {
    const [boot] = server.volumeIds;
    if (server.bootsFrom === "volume" && (!boot || !restored.has(boot)))
      blocked.push(`${server.name} boots from a volume that is not restored with it.`);
    if (server.bootsFrom === "image" && !server.image)
      blocked.push(`Neither an image of ${server.name} nor the one it was made from is known.`);
    const missing = server.volumeIds.filter((id) => !restored.has(id)).length;
    if (missing > 0 && blocked.length === 0) left.push(`${server.name} comes back without ${missing} of its volumes.`);
    if (server.bootsFrom === "image" && server.image && !server.image.captured)
      left.push(
        `${server.name} starts from its original image: what was written to its own disk since is not in this checkpoint.`,
      );
  }
  const common = { key: "boot", title: "Servers can start" };
  if (blocked.length > 0)
    return {
      ...common,
      verdict: "blocked",
      detail: blocked.join(" "),
      remedy: "Choose the server's boot volume as well.",
    };
  if (left.length > 0)
    return {
      ...common,
      verdict: "warning",
      detail: left.join(" "),
      remedy: "Choose all of the server's volumes to have it whole.",
    };
  return { ...common, verdict: "passed", detail: "Each has what it boots from.", remedy: null };
}

function flavorCheck(chosen: Chosen[], { options, siteName }: TargetFacts): CheckResult {
  const blocked: string[] = [];
  const smaller: string[] = [];
  for (const { choice, server } of chosen) {
    const flavor = options.flavors.find((one) => one.id === choice.flavorId);
    if (!flavor) blocked.push(`${server.name}: ${server.flavor.name} does not exist at ${siteName}.`);
    else if (flavor.ramMiB < server.flavor.ramMiB || flavor.vcpus < server.flavor.vcpus)
      smaller.push(
        `${choice.name} gets ${flavor.name} (${flavor.vcpus} cores, ${flavor.ramMiB} MiB), less than ${server.flavor.vcpus} cores and ${server.flavor.ramMiB} MiB before.`,
      );
    if (choice.zone !== null && !options.zones.compute.includes(choice.zone))
      blocked.push(`${server.name}: no availability zone ${choice.zone}.`);
  }
  const common = { key: "flavor", title: "Flavors and zones" };
  if (blocked.length > 0)
    return {
      ...common,
      verdict: "blocked",
      detail: blocked.join(" "),
      remedy: "Choose a flavor and a zone of the target.",
    };
  if (smaller.length > 0)
    return { ...common, verdict: "warning", detail: smaller.join(" "), remedy: "Choose a larger flavor." };
  return { ...common, verdict: "passed", detail: `All exist at ${siteName}.`, remedy: null };
}

function networkCheck(
  chosen: Chosen[],
  input: RestoreInput,
  source: RestoreSource,
  { options, siteName }: TargetFacts,
): CheckResult {
  const rebuilt = new Set(
    input.networks.map(
      (one) => `${REBUILT}${source.networks.find((network) => network.capturedId === one.capturedId)?.networkId ?? ""}`,
    ),
  );
  const known = new Set(options.networks.map((network) => network.id));
  const blocked: string[] = [];
  const dropped: string[] = [];
  for (const { choice, server } of chosen)
    for (const network of server.networks) {
      const target = choice.networks[network.id];
      if (!target) dropped.push(`${choice.name} gets no port in ${network.name}.`);
      else if (!known.has(target) && !rebuilt.has(target))
        blocked.push(`${choice.name}: the network chosen for ${network.name} does not exist at ${siteName}.`);
    }
  const common = { key: "networks", title: "Networks" };
  if (blocked.length > 0)
    return {
      ...common,
      verdict: "blocked",
      detail: blocked.join(" "),
      remedy: "Choose a network of the target, or have it rebuilt.",
    };
  if (dropped.length > 0)
    return {
      ...common,
      verdict: "warning",
      detail: dropped.join(" "),
      remedy: "Choose a network for each to keep the server reachable.",
    };
  return { ...common, verdict: "passed", detail: "Each port has a network.", remedy: null };
}

function addressCheck(chosen: Chosen[], { ports }: TargetFacts): CheckResult {
  const lost: string[] = [];
  let kept = 0;
  for (const { choice, server } of chosen.filter(({ choice: one }) => one.keepAddresses))
    for (const port of server.ports) {
      const network = choice.networks[port.networkId];
      if (!network) continue;
      const taken = ports.filter((one) => one.networkId === network);
      for (const address of port.addresses) {
        const holder = taken.find((one) => one.addresses.includes(address));
        if (holder) lost.push(`${address} of ${server.name} is in use${holder.owner ? ` by ${holder.owner}` : ""}`);
        else kept += 1;
      }
    }
  const common = { key: "addresses", title: "Addresses" };
  if (lost.length > 0)
    return {
      ...common,
      verdict: "warning",
      detail: `${lost.join("; ")}: a new address is given there.`,
      remedy: "Remove the holder first, or choose another network.",
    };
  if (kept === 0) return { ...common, verdict: "passed", detail: "New addresses are given.", remedy: null };
  return {
    ...common,
    verdict: "passed",
    detail: `${countOf(kept, "address is", "addresses are")} free and kept where the network holds them.`,
    remedy: null,
  };
}

function keyCheck(chosen: Chosen[], { options }: TargetFacts): CheckResult {
  const missing = chosen.filter(({ choice }) => choice.keyName && !options.keyPairs.includes(choice.keyName));
  const unknown = missing.filter(({ choice, server }) => choice.keyName !== server.keyName);
  const common = { key: "keys", title: "Key pairs" };
  if (unknown.length > 0) {
    const names = [...new Set(unknown.map(({ choice }) => choice.keyName))].join(", ");
    return {
      ...common,
      verdict: "warning",
      detail: `${names} does not belong to the user of the plan's credential: the server gets none.`,
      remedy: "Choose the server's own key pair, or renew the plan's credential as the key's owner.",
    };
  }
  if (missing.length === 0)
    return { ...common, verdict: "passed", detail: "All are there, or none is asked for.", remedy: null };
  const names = [...new Set(missing.map(({ choice }) => choice.keyName))].join(", ");
  return {
    ...common,
    verdict: "passed",
    detail: `${names} will be imported from the checkpoint's public key.`,
    remedy: null,
  };
}
