import { randomUUID } from "node:crypto";
import type { Account } from "@/lib/domain/account";
import type { SiteDetail } from "@/lib/domain/site";
import { connect, type Cloud } from "./cloud";
import { OpenStackError, type OpenStackErrorCode } from "./error";
import type { Site } from "./site";

type Ability = SiteDetail["abilities"][number];
type Question = {
  name: string;
  ask: (cloud: Cloud) => Promise<unknown>;
  allowedToo?: OpenStackErrorCode[];
  without: string;
};

/** Asked so that nothing can change: of a backup that does not exist, and with a record that is none. */
const QUESTIONS: Question[] = [
  {
    name: "See the backups of all projects",
    ask: (cloud) => cloud.cinder.backups.page({ limit: 1, allProjects: true }),
    without: "Ownership cannot be checked before a record is exported.",
  },
  {
    name: "Export backup records",
    ask: (cloud) => cloud.cinder.backups.exportRecord(randomUUID()),
    allowedToo: ["not-found"],
    without: "Checkpoints cannot be restored at another site.",
  },
  {
    name: "Import backup records",
    ask: (cloud) => cloud.cinder.backups.importRecord({ backup_service: "none", backup_url: "bm90IGEgcmVjb3Jk" }),
    allowedToo: ["invalid", "not-found"],
    without: "Checkpoints of other sites cannot be restored here.",
  },
  {
    name: "See whether Cinder's services are up",
    ask: (cloud) => cloud.cinder.services({ binary: "cinder-backup" }),
    without: "A backup service that is down shows only as a copy that does not end.",
  },
  {
    name: "List all projects",
    ask: (cloud) => cloud.keystone.projects.list(),
    without: "Administrators see the projects that Breakwater has met.",
  },
];

/** What the service account may do, and what Breakwater cannot do without it. */
export async function probeAbilities(site: Site, account: Account): Promise<Ability[]> {
  const cloud = await connect(site, account, { timeoutMs: 10_000 });
  return Promise.all(QUESTIONS.map((question) => answer(cloud, question)));
}

async function answer(cloud: Cloud, { name, ask, allowedToo = [], without }: Question): Promise<Ability> {
  try {
    await ask(cloud);
    return { name, allowed: true, detail: null };
  } catch (error) {
    if (!(error instanceof OpenStackError)) throw error;
    if (allowedToo.includes(error.code)) return { name, allowed: true, detail: null };
    return { name, allowed: false, detail: error.code === "forbidden" ? without : error.message };
  }
}
