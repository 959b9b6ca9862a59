import { countOf } from "./format";
import type { RestoreInput } from "./restore";
import { fillMs, imageAt, SECOND, serverOf, type RestoreFacts } from "./restore-facts";
import type { SourceServer } from "./restore-source";
import type { RestoreStep } from "./restore-steps";

/** How the title of the step ends by which a server counts as running; what stands before is its name. */
export const RUNS = " runs with all volumes attached";

export function surroundingSteps(input: RestoreInput, { source }: RestoreFacts): RestoreStep[] {
  const networks = input.networks.map(({ capturedId, name, isolated = false }): RestoreStep => ({
    do: "make-network",
    key: `network:${capturedId}`,
    title: isolated
      ? `Make the isolated network ${name} with its subnets`
      : `Rebuild network ${name} with its subnets and router`,
    expectedMs: 4 * SECOND,
    capturedId,
    name,
    isolated,
    external: input.external ?? {},
  }));
  if (input.servers.length === 0) return networks;
  const chosen = input.servers.map((choice) => ({ choice, server: serverOf(source, choice.capturedId) }));
  const groups: RestoreStep = {
    do: "make-security-groups",
    key: "groups",
    title: `Find or rebuild the security groups of ${groupedFor(chosen)}`,
    expectedMs: 2 * SECOND * chosen.length,
    servers: chosen.map(({ choice }) => choice.capturedId),
  };
  return [...networks, groups, ...keySteps(chosen), ...serverGroupSteps(chosen)];
}

function groupedFor(chosen: { server: SourceServer }[]): string {
  const [only] = chosen;
  return only && chosen.length === 1 ? only.server.name : countOf(chosen.length, "server");
}

type Chosen = { choice: RestoreInput["servers"][number]; server: SourceServer };

/** Each key pair once, also when several servers have it. */
function keySteps(chosen: Chosen[]): RestoreStep[] {
  const first = new Map<string, string>();
  for (const { choice } of chosen)
    if (choice.keyName && !first.has(choice.keyName)) first.set(choice.keyName, choice.capturedId);
  return [...first].map(([name, capturedId]) => ({
    do: "make-key-pair",
    key: `key:${name}`.slice(0, 120),
    title: `Find or import key pair ${name}`,
    expectedMs: SECOND,
    capturedId,
    name,
  }));
}

function serverGroupSteps(chosen: Chosen[]): RestoreStep[] {
  return chosen
    .filter(({ server }) => server.inServerGroup)
    .map(({ choice, server }) => ({
      do: "make-server-group",
      key: `server-group:${choice.capturedId}`,
      title: `Find or make the server group of ${server.name}`,
      expectedMs: SECOND,
      capturedId: choice.capturedId,
    }));
}

export function imageSteps(
  input: RestoreInput,
  { source, targetSiteId, targetSiteName, ...pace }: RestoreFacts,
): RestoreStep[] {
  const alone = input.images.flatMap(({ capturedId, name }) => {
    const image = source.images.find((one) => one.capturedId === capturedId);
    const there = imageAt(source, capturedId, targetSiteId);
    // Not the checkpoint's own one, which goes with the checkpoint.
    const from = there
      ? { imageId: there, fromSiteId: targetSiteId }
      : image && { imageId: image.imageId, fromSiteId: source.siteId };
    return image && from ? [copyImage({ capturedId, name, sizeGiB: image.sizeGiB, ...from })] : [];
  });
  const ofServers = input.servers.flatMap(({ capturedId }) => {
    const { image, name, bootsFrom } = serverOf(source, capturedId);
    // Where the captured image is, a server boots from it directly.
    if (bootsFrom !== "image" || !image || targetSiteId === source.siteId) return [];
    if (imageAt(source, capturedId, targetSiteId)) return [];
    const from = { imageId: image.id, fromSiteId: source.siteId };
    return [copyImage({ capturedId, name: `${name} image`, sizeGiB: image.sizeGiB, ...from })];
  });
  return [...alone, ...ofServers];

  function copyImage(image: {
    capturedId: string;
    name: string;
    imageId: string;
    fromSiteId: string;
    sizeGiB: number | null;
  }): RestoreStep {
    const { capturedId, name, imageId, fromSiteId } = image;
    return {
      do: "copy-image",
      key: `image:${capturedId}`,
      title: fromSiteId === targetSiteId ? `Copy image ${name}` : `Copy image ${name} to ${targetSiteName}`,
      expectedMs: fillMs(image.sizeGiB ?? 1, pace),
      capturedId,
      name,
      imageId,
      fromSiteId,
    };
  }
}

export function serverSteps(input: RestoreInput, { source }: RestoreFacts): RestoreStep[] {
  const make = input.servers.flatMap(({ capturedId, name, networks }): RestoreStep[] => {
    const mapped = serverOf(source, capturedId).ports.filter((port) => networks[port.networkId]).length;
    return [
      {
        do: "make-ports",
        key: `ports:${capturedId}`,
        title: `Make ${countOf(mapped, "port")} for ${name}`,
        expectedMs: 2 * SECOND,
        capturedId,
      },
      {
        do: "create-server",
        key: `server:${capturedId}`,
        title: `Create server ${name} with its volumes`,
        expectedMs: 4 * SECOND,
        capturedId,
      },
    ];
  });
  const wait = input.servers.map(({ capturedId, name }): RestoreStep => ({
    do: "await-server",
    key: `active:${capturedId}`,
    title: `${name}${RUNS}`,
    expectedMs: 30 * SECOND,
    capturedId,
    name,
  }));
  return [...make, ...wait];
}
