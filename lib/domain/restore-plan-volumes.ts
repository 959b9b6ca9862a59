import { countOf } from "./format";
import type { RestoreInput } from "./restore";
import { fillMs, fillTimeoutSeconds, imageAt, lastLink, SECOND, volumeOf, type RestoreFacts } from "./restore-facts";
import type { LiveVolume, SourceVolume } from "./restore-source";
import type { RestoreStep, VolumeRef } from "./restore-steps";

type Item = RestoreInput["volumes"][number];

type Beside = Extract<Item, { how: "beside" }>;

type InPlace = Exclude<Item, { how: "beside" }>;

export function importSteps(
  input: RestoreInput,
  { source, targetSiteId, targetSiteName }: RestoreFacts,
): RestoreStep[] {
  if (targetSiteId === source.siteId) return [];
  const byRecord = input.volumes.filter(({ capturedId }) => !imageAt(source, capturedId, targetSiteId));
  return byRecord.map(({ capturedId }) => {
    const { name, chain } = volumeOf(source, capturedId);
    return {
      do: "import-records",
      key: `import:${capturedId}`,
      title: `Make ${name} known at ${targetSiteName}: ${countOf(chain.length, "backup record")}`,
      expectedMs: 3 * SECOND * chain.length,
      capturedId,
      backupIds: chain.map((link) => link.backupId),
    };
  });
}

export function newVolumeSteps(input: RestoreInput, facts: RestoreFacts): RestoreStep[] {
  const items = input.volumes.filter((item): item is Exclude<Item, { how: "into" }> => item.how !== "into");
  const steps: RestoreStep[] = [];
  for (let start = 0; start < items.length; start += facts.batch) {
    const batch = items.slice(start, start + facts.batch);
    steps.push(...batch.map((item) => createVolume(item, facts)), ...batch.map((item) => awaitVolume(item, facts)));
  }
  return steps;
}

function createVolume(item: Exclude<Item, { how: "into" }>, { source, targetSiteId }: RestoreFacts): RestoreStep {
  const volume = volumeOf(source, item.capturedId);
  const chosen =
    item.how === "beside"
      ? { volumeType: item.volumeType, zone: item.zone }
      : { volumeType: volume.volumeType, zone: volume.zone };
  const timeoutSeconds = fillTimeoutSeconds(volume.sizeGiB);
  const imageId = targetSiteId === source.siteId ? null : imageAt(source, item.capturedId, targetSiteId);
  return {
    do: "create-volume",
    key: `volume:${item.capturedId}`,
    title: `Create volume ${item.name} (${volume.sizeGiB} GiB) from the ${imageId ? "image" : "backup"}`,
    expectedMs: 3 * SECOND,
    capturedId: item.capturedId,
    name: item.name,
    backupId: lastLink(volume),
    imageId,
    ...chosen,
    timeoutSeconds,
  };
}

function awaitVolume(item: Beside | InPlace, facts: RestoreFacts): RestoreStep {
  const volume = volumeOf(facts.source, item.capturedId);
  const name = item.how === "into" ? volume.name : item.name;
  return {
    do: "await-volume",
    key: `filled:${item.capturedId}`,
    title: `${name} is filled and read back`,
    expectedMs: fillMs(volume.sizeGiB, facts),
    capturedId: item.capturedId,
    backupId: lastLink(volume),
    timeoutSeconds: fillTimeoutSeconds(volume.sizeGiB),
  };
}

/**
 * Volumes in place, server by server: a running server is stopped first, because a volume that is taken from a
 * running guest loses what the guest had not yet written and may hang it.
 */
export function inPlaceSteps(input: RestoreInput, facts: RestoreFacts): RestoreStep[] {
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

function overwrite(volume: SourceVolume, facts: RestoreFacts): RestoreStep[] {
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
      expectedMs: fillMs(volume.sizeGiB, facts),
      ...common,
    },
  ];
}

export function inPlaceItems(input: RestoreInput): InPlace[] {
  return input.volumes.filter((item): item is InPlace => item.how !== "beside");
}
