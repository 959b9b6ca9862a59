import type { RestoreInput } from "./restore";
import type { LiveVolume, RestoreSource, SourceServer, SourceVolume } from "./restore-source";
import type { RestoreStep, VolumeRef } from "./restore-steps";

export type RestoreFacts = {
  source: RestoreSource;
  targetSiteId: string;
  targetSiteName: string;
  /** The originals that are restored in place, as they stand now, by volume id. */
  live: Map<string, LiveVolume>;
  /** How many volumes are filled at the same time. */
  batch: number;
  /** Measured or assumed, for the expected times. */
  msPerGiB: number;
};

const SECOND = 1000;
export const ASSUMED_MS_PER_GIB = 9 * SECOND;
export const FIXED_FILL_MS = 8 * SECOND;
/** A network of the target that this very run rebuilds; stands in a server's mapping in place of an id. */
export const REBUILT = "rebuilt:";

type Item = RestoreInput["volumes"][number];
type Beside = Extract<Item, { how: "beside" }>;
type InPlace = Exclude<Item, { how: "beside" }>;

/** Every action of this restore, in the order in which it will be done. The same input gives the same list. */
export function planRestore(input: RestoreInput, facts: RestoreFacts): RestoreStep[] {
  const steps = [
    ...importSteps(input, facts),
    ...surroundingSteps(input, facts),
    ...imageSteps(input, facts),
    ...newVolumeSteps(input, facts),
    ...inPlaceSteps(input, facts),
    ...serverSteps(input, facts),
  ];
  return [...steps, readBack(input, facts)];
}

/** What is overwritten, one sentence each. */
export function overwritesOf(input: RestoreInput, source: RestoreSource): string[] {
  return input.volumes
    .filter((item) => item.how === "into")
    .map((item) => {
      const volume = volumeOf(source, item.capturedId);
      return `Everything written to volume ${volume.name} (${volume.sizeGiB} GiB) after the checkpoint is lost.`;
    });
}

/** The servers that stand still for a while, by name. */
export function interruptedServers(input: RestoreInput, facts: RestoreFacts): string[] {
  const names = inPlaceItems(input).flatMap((item) => {
    const attachment = facts.live.get(volumeOf(facts.source, item.capturedId).volumeId)?.attachment;
    return attachment?.running ? [attachment.serverName] : [];
  });
  return [...new Set(names)];
}

/** How long filling a volume takes when all goes as assumed. */
export function fillMs(sizeGiB: number, msPerGiB: number): number {
  return Math.round(FIXED_FILL_MS + sizeGiB * msPerGiB);
}

/** A volume that is not filled after this long is stuck: ten times the assumed, never under 20 minutes. */
export function fillTimeoutSeconds(sizeGiB: number): number {
  return Math.max(20 * 60, Math.round((fillMs(sizeGiB, ASSUMED_MS_PER_GIB) * 10) / SECOND));
}

/** The captured volume of that id; asking for one that is not in the checkpoint is a bug of the caller. */
export function volumeOf(source: RestoreSource, capturedId: string): SourceVolume {
  const found = source.volumes.find((volume) => volume.capturedId === capturedId);
  if (!found) throw new RangeError(`No captured volume ${capturedId}`);
  return found;
}

export function serverOf(source: RestoreSource, capturedId: string): SourceServer {
  const found = source.servers.find((server) => server.capturedId === capturedId);
  if (!found) throw new RangeError(`No captured server ${capturedId}`);
  return found;
}

function importSteps(
  input: RestoreInput,
  { source, targetSiteId, targetSiteName }: RestoreFacts,
): RestoreStep[] {
  if (targetSiteId === source.siteId) return [];
  return input.volumes.map(({ capturedId }) => {
    const { name, chain } = volumeOf(source, capturedId);
    const records = chain.length === 1 ? "1 backup record" : `${chain.length} backup records`;
    return {
      do: "import-records",
      key: `import:${capturedId}`,
      title: `Make ${name} known at ${targetSiteName}: ${records}`,
      expectedMs: 3 * SECOND * chain.length,
      capturedId,
      backupIds: chain.map((link) => link.backupId),
    };
  });
}

function surroundingSteps(input: RestoreInput, { source }: RestoreFacts): RestoreStep[] {
  const networks = input.networks.map(({ capturedId, name }): RestoreStep => ({
    do: "make-network",
    key: `network:${capturedId}`,
    title: `Rebuild network ${name} with its subnets and router`,
    expectedMs: 4 * SECOND,
    capturedId,
    name,
  }));
  const around = input.servers.flatMap((choice): RestoreStep[] => {
    const { capturedId } = choice;
    const server = serverOf(source, capturedId);
    const steps: RestoreStep[] = [
      {
        do: "make-security-groups",
        key: `groups:${capturedId}`,
        title: `Find or rebuild the security groups of ${server.name}`,
        expectedMs: 2 * SECOND,
        capturedId,
      },
    ];
    if (choice.keyName)
      steps.push({
        do: "make-key-pair",
        key: `key:${capturedId}`,
        title: `Find or import key pair ${choice.keyName}`,
        expectedMs: SECOND,
        capturedId,
        name: choice.keyName,
      });
    if (server.inServerGroup)
      steps.push({
        do: "make-server-group",
        key: `server-group:${capturedId}`,
        title: `Find or make the server group of ${server.name}`,
        expectedMs: SECOND,
        capturedId,
      });
    return steps;
  });
  return [...networks, ...around];
}

function imageSteps(
  input: RestoreInput,
  { source, targetSiteId, targetSiteName, msPerGiB }: RestoreFacts,
): RestoreStep[] {
  const alone = input.images.flatMap(({ capturedId, name }) => {
    const image = source.images.find((one) => one.capturedId === capturedId);
    return image ? [copyImage({ capturedId, name, imageId: image.imageId, sizeGiB: image.sizeGiB })] : [];
  });
  const ofServers = input.servers.flatMap(({ capturedId }) => {
    const { image, name, bootsFrom } = serverOf(source, capturedId);
    // At its own site a server boots from the captured image directly.
    if (bootsFrom !== "image" || !image || targetSiteId === source.siteId) return [];
    return [copyImage({ capturedId, name: `${name} image`, imageId: image.id, sizeGiB: image.sizeGiB })];
  });
  return [...alone, ...ofServers];

  function copyImage(image: {
    capturedId: string;
    name: string;
    imageId: string;
    sizeGiB: number | null;
  }): RestoreStep {
    const { capturedId, name, imageId } = image;
    return {
      do: "copy-image",
      key: `image:${capturedId}`,
      title: `Copy image ${name} to ${targetSiteName}`,
      expectedMs: fillMs(image.sizeGiB ?? 1, msPerGiB),
      capturedId,
      name,
      imageId,
      fromSiteId: source.siteId,
    };
  }
}

function newVolumeSteps(input: RestoreInput, facts: RestoreFacts): RestoreStep[] {
  const items = input.volumes.filter((item): item is Exclude<Item, { how: "into" }> => item.how !== "into");
  const steps: RestoreStep[] = [];
  for (let start = 0; start < items.length; start += facts.batch) {
    const batch = items.slice(start, start + facts.batch);
    steps.push(
      ...batch.map((item) => createVolume(item, facts)),
      ...batch.map((item) => awaitVolume(item, facts)),
    );
  }
  return steps;
}

function createVolume(item: Exclude<Item, { how: "into" }>, { source }: RestoreFacts): RestoreStep {
  const volume = volumeOf(source, item.capturedId);
  const chosen =
    item.how === "beside"
      ? { volumeType: item.volumeType, zone: item.zone }
      : { volumeType: volume.volumeType, zone: volume.zone };
  const timeoutSeconds = fillTimeoutSeconds(volume.sizeGiB);
  return {
    do: "create-volume",
    key: `volume:${item.capturedId}`,
    title: `Create volume ${item.name} (${volume.sizeGiB} GiB) from the backup`,
    expectedMs: 3 * SECOND,
    capturedId: item.capturedId,
    name: item.name,
    backupId: lastLink(volume),
    ...chosen,
    timeoutSeconds,
  };
}

function awaitVolume(item: Beside | InPlace, { source, msPerGiB }: RestoreFacts): RestoreStep {
  const volume = volumeOf(source, item.capturedId);
  const name = item.how === "into" ? volume.name : item.name;
  return {
    do: "await-volume",
    key: `filled:${item.capturedId}`,
    title: `${name} is filled and read back`,
    expectedMs: fillMs(volume.sizeGiB, msPerGiB),
    capturedId: item.capturedId,
    backupId: lastLink(volume),
    timeoutSeconds: fillTimeoutSeconds(volume.sizeGiB),
  };
}

/**
 * Volumes in place, server by server: a running server is stopped first, because a volume that is taken from a
 * running guest loses what the guest had not yet written and may hang it.
 */
function inPlaceSteps(input: RestoreInput, facts: RestoreFacts): RestoreStep[] {
  const items = inPlaceItems(input).map((item) => {
    const volume = volumeOf(facts.source, item.capturedId);
    return { item, volume, attachment: facts.live.get(volume.volumeId)?.attachment ?? null };
  });
  const detached = items.filter(({ attachment }) => !attachment);
  const servers = new Map(
    items.flatMap(({ attachment }) => (attachment ? [[attachment.serverId, attachment] as const] : [])),
  );
  const steps = detached.flatMap(({ item, volume }) => (item.how === "into" ? overwrite(volume, facts) : []));
  for (const server of servers.values()) {
    const mine = items.filter(({ attachment }) => attachment?.serverId === server.serverId);
    steps.push(...aroundServer(server, mine, facts));
  }
  return steps;
}

type Attachment = NonNullable<LiveVolume["attachment"]>;

function aroundServer(
  server: Attachment,
  mine: { item: InPlace; volume: SourceVolume; attachment: Attachment | null }[],
  facts: RestoreFacts,
): RestoreStep[] {
  const at = { serverId: server.serverId, serverName: server.serverName };
  const stop: RestoreStep[] = server.running
    ? [
        {
          do: "stop-server",
          key: `stop:${at.serverId}`,
          title: `Shut down ${at.serverName}`,
          expectedMs: 2 * SECOND,
          ...at,
        },
        {
          do: "await-stopped",
          key: `stopped:${at.serverId}`,
          title: `${at.serverName} is shut down`,
          expectedMs: 15 * SECOND,
          ...at,
        },
      ]
    : [];
  const detach = mine.flatMap(({ volume }): RestoreStep[] => [
    {
      do: "detach-volume",
      key: `detach:${volume.capturedId}`,
      title: `Detach ${volume.name} from ${at.serverName}`,
      expectedMs: 2 * SECOND,
      ...at,
      volumeId: volume.volumeId,
    },
    {
      do: "await-detached",
      key: `detached:${volume.capturedId}`,
      title: `${volume.name} is detached`,
      expectedMs: 5 * SECOND,
      volumeId: volume.volumeId,
    },
  ]);
  const fill = mine.flatMap(({ item, volume }) => (item.how === "into" ? overwrite(volume, facts) : []));
  const attach = mine.flatMap(({ item, volume, attachment }): RestoreStep[] => {
    const ref: VolumeRef = item.how === "into" ? { volumeId: volume.volumeId } : { madeOf: item.capturedId };
    const name = item.how === "into" ? volume.name : item.name;
    const place = attachment?.device ? ` as ${attachment.device}` : "";
    return [
      {
        do: "attach-volume",
        key: `attach:${volume.capturedId}`,
        title: `Attach ${name} to ${at.serverName}${place}`,
        expectedMs: 2 * SECOND,
        ...at,
        volume: ref,
        device: attachment?.device ?? null,
        deleteOnTermination: attachment?.deleteOnTermination ?? false,
      },
      {
        do: "await-attached",
        key: `attached:${volume.capturedId}`,
        title: `${name} is attached`,
        expectedMs: 5 * SECOND,
        ...at,
        volume: ref,
      },
    ];
  });
  const start: RestoreStep[] = server.running
    ? [
        {
          do: "start-server",
          key: `start:${at.serverId}`,
          title: `Start ${at.serverName} again`,
          expectedMs: 2 * SECOND,
          ...at,
        },
        {
          do: "await-started",
          key: `started:${at.serverId}`,
          title: `${at.serverName} runs`,
          expectedMs: 15 * SECOND,
          ...at,
        },
      ]
    : [];
  return [...stop, ...detach, ...fill, ...attach, ...start];
}

function overwrite(volume: SourceVolume, { msPerGiB }: RestoreFacts): RestoreStep[] {
  const common = {
    capturedId: volume.capturedId,
    volumeId: volume.volumeId,
    backupId: lastLink(volume),
    timeoutSeconds: fillTimeoutSeconds(volume.sizeGiB),
  };
  return [
    {
      do: "restore-into",
      key: `overwrite:${volume.capturedId}`,
      title: `Overwrite ${volume.name} (${volume.sizeGiB} GiB) with the backup`,
      expectedMs: 3 * SECOND,
      ...common,
    },
    {
      do: "await-restored",
      key: `restored:${volume.capturedId}`,
      title: `${volume.name} holds the checkpoint's data`,
      expectedMs: fillMs(volume.sizeGiB, msPerGiB),
      ...common,
    },
  ];
}

function serverSteps(input: RestoreInput, { source }: RestoreFacts): RestoreStep[] {
  const make = input.servers.flatMap(({ capturedId, name, networks }): RestoreStep[] => {
    const mapped = serverOf(source, capturedId).ports.filter((port) => networks[port.networkId]).length;
    const ports = mapped === 1 ? "1 port" : `${mapped} ports`;
    return [
      {
        do: "make-ports",
        key: `ports:${capturedId}`,
        title: `Make ${ports} for ${name}`,
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
    title: `${name} runs with all volumes attached`,
    expectedMs: 30 * SECOND,
    capturedId,
    name,
  }));
  return [...make, ...wait];
}

function readBack(input: RestoreInput, _facts: RestoreFacts): RestoreStep {
  return {
    do: "read-back",
    key: "read-back",
    title: "Read back everything that was made",
    expectedMs: 3 * SECOND,
    servers: input.servers.map((one) => one.capturedId),
    volumes: input.volumes.map((one) => one.capturedId),
  };
}

function inPlaceItems(input: RestoreInput): InPlace[] {
  return input.volumes.filter((item): item is InPlace => item.how !== "beside");
}

function lastLink(volume: SourceVolume): string {
  const last = volume.chain.at(-1);
  if (!last) throw new RangeError(`Volume ${volume.name} has no copy`);
  return last.backupId;
}
