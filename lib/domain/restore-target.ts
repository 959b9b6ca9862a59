import type { LiveVolume } from "./restore-source";
import type { RestoreOptions } from "./restore";

/** A limit and what is taken of it; -1 is no limit. */
export type Allowance = { limit: number; used: number };

/** What was found at the target when a restore was reviewed. */
export type TargetFacts = {
  siteId: string;
  siteName: string;
  options: RestoreOptions;
  quota: {
    volumes: Allowance;
    gigabytes: Allowance;
    backups: Allowance;
    backupGigabytes: Allowance;
    instances: Allowance;
    cores: Allowance;
    ramMiB: Allowance;
    ports: Allowance;
  };
  /** Names in use at the target, to tell when a new thing would be the second of its name. */
  serverNames: string[];
  volumeNames: string[];
  /** Every address and MAC that a port of the target's networks holds. */
  ports: { networkId: string; mac: string | null; addresses: string[]; owner: string }[];
  live: LiveVolume[];
  /** State of the backups at the target, by id; what is missing there is not in it. */
  backups: Record<string, string>;
  /** Whether records can be brought to the target, where it is another site. */
  imports: {
    needed: boolean;
    sameCloud: boolean;
    sharedStore: boolean;
    targetAccount: boolean;
    sourceAccount: boolean;
    sourceReachable: boolean;
  };
  /** The credential by which the worker will do it. */
  credential: { usable: boolean; problem: string | null };
};
