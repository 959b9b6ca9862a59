/** What a restore can be made of: a checkpoint, as far as the planner and the checks need to know it. */
export type RestoreSource = {
  checkpointId: string;
  planId: string;
  planName: string;
  siteId: string;
  siteName: string;
  /** ISO, UTC. */
  capturedAt: string;
  volumes: SourceVolume[];
  servers: SourceServer[];
  images: SourceImage[];
  networks: SourceNetwork[];
  /** Images that the checkpoint has, of volumes, servers' own disks and images, at whatever site. */
  imageCopies: { capturedId: string; siteId: string; imageId: string }[];
};

/** One backup of a chain. Without its record it is known only to the site that made it. */
export type ChainLink = { copyId: string; backupId: string; hasRecord: boolean; available: boolean };

export type SourceVolume = {
  capturedId: string;
  volumeId: string;
  name: string;
  sizeGiB: number;
  volumeType: string | null;
  zone: string | null;
  bootable: boolean;
  /** Full first, this point's own backup last; empty when nothing was copied. */
  chain: ChainLink[];
};

export type SourceServer = {
  capturedId: string;
  serverId: string;
  name: string;
  flavor: { id: string | null; name: string; vcpus: number; ramMiB: number; diskGiB: number };
  zone: string | null;
  keyName: string | null;
  /** Each network once, in the order of the ports. */
  networks: { id: string; name: string }[];
  ports: { networkId: string; mac: string | null; addresses: string[] }[];
  /** Boot volume first, then by device. */
  volumeIds: string[];
  bootsFrom: "volume" | "image";
  /** What it boots from where it is not a volume: the image captured with it, else the original. */
  image: { id: string; captured: boolean; sizeGiB: number | null } | null;
  inServerGroup: boolean;
  /** Its key pair's public half was kept, so that the key can be imported anywhere. */
  keyImportable: boolean;
  floatingIps: { address: string; networkId: string; fixedAddress: string | null }[];
};

export type SourceImage = {
  capturedId: string;
  imageId: string;
  name: string;
  sizeGiB: number | null;
  available: boolean;
};
export type SourceNetwork = {
  capturedId: string;
  networkId: string;
  name: string;
  cidrs: string[];
  /** A provider's own network to the outside, which a project cannot rebuild. */
  external: boolean;
  /** The external networks to which its routers lead. */
  outside: string[];
};

/** How the original of a volume stands now, for restores in place. */
export type LiveVolume = {
  volumeId: string;
  status: string;
  sizeGiB: number;
  attachment: {
    serverId: string;
    serverName: string;
    device: string | null;
    /** The server boots from it: it cannot be detached. */
    boot: boolean;
    running: boolean;
    deleteOnTermination: boolean;
  } | null;
};
