import type { Cloud } from "../cloud";
import type { cleanup } from "./cleanup";
import { testName, until } from "./until";

type Later = ReturnType<typeof cleanup>["later"];

/** What several suites need of Cinder before they can begin; all of it is removed at the end. */
export function cinderWork(connected: () => Cloud, later: Later) {
  const cinder = () => connected().cinder;

  async function newVolume() {
    const made = await cinder().volumes.create({ name: testName("vol"), size: 1 });
    later(() => cinder().volumes.remove(made.id));
    return available(made.id);
  }

  function available(id: string) {
    return until("volume available", async () => {
      const volume = await cinder().volumes.get(id);
      if (volume.status.startsWith("error")) throw new Error(`The volume is ${volume.status}`);
      return volume.status === "available" && volume;
    });
  }

  /** From a snapshot, which goes again: as a checkpoint does it. */
  async function backUp(volumeId: string, options: { incremental?: boolean }) {
    const snapshot = await cinder().snapshots.create({ volume_id: volumeId, name: testName("for-backup") });
    await until("snapshot", async () => (await cinder().snapshots.get(snapshot.id)).status === "available");
    const made = await cinder().backups.create({
      volume_id: volumeId,
      snapshot_id: snapshot.id,
      name: testName("backup"),
      ...options,
    });
    later(() => gone(made.id));
    const backup = await backedUp(made.id);
    await cinder().snapshots.remove(snapshot.id);
    await until("snapshot gone", async () => (await cinder().snapshots.find(snapshot.id)) === null);
    return backup;
  }

  function backedUp(id: string) {
    return until("backup", async () => {
      const backup = await cinder().backups.get(id);
      if (backup.status === "error") throw new Error(`The backup failed: ${backup.fail_reason}`);
      return backup.status === "available" && backup;
    });
  }

  async function gone(id: string): Promise<void> {
    await until("backup idle", async () =>
      ["available", "error", undefined].includes((await cinder().backups.find(id))?.status),
    );
    await cinder().backups.remove(id);
    await until("backup gone", async () => (await cinder().backups.find(id)) === null);
  }

  return { newVolume, available, backUp, backedUp, gone };
}
