import { db, inTransaction } from "@/lib/db/client";
import { upsertCredential } from "@/lib/db/credentials";
import { insertPlan } from "@/lib/db/plan-writes";
import { selectSite, upsertCloud, upsertSite } from "@/lib/db/sites";
import { planInput, type PlanInput } from "@/lib/domain/plan";
import { connect, identify, type Cloud } from "@/lib/openstack/cloud";
import { workingRules } from "@/lib/openstack/keystone/access-rules";
import type { PlanRef } from "@/lib/workflows/start";

const PASSWORD = "secret";
const DOMAIN = "Default";

export type Place = { cloudId: string; one: string; two: string };

/** Two sites of one Keystone in the database, which share their backup store. */
export async function addSites(keystoneUrl: string): Promise<Place> {
  const account = {
    kind: "password" as const,
    username: "admin",
    password: PASSWORD,
    userDomain: DOMAIN,
    project: { name: "admin", domain: DOMAIN },
  };
  return inTransaction(async (tx) => {
    const cloudId = await upsertCloud(tx, { id: "cloud", name: "Cloud", keystoneUrl });
    for (const region of ["RegionOne", "RegionTwo"])
      await upsertSite(
        tx,
        {
          id: region,
          cloudId,
          name: region,
          region,
          interface: "public",
          source: "page",
          allowedHosts: ["127.0.0.1"],
          backupStore: "shared",
          caCertificate: null,
        },
        account,
      );
    return { cloudId, one: "RegionOne", two: "RegionTwo" };
  });
}

export async function signIn(siteId: string, project = "demo"): Promise<Cloud> {
  return connect(await siteOf(siteId), {
    kind: "password",
    username: project,
    password: PASSWORD,
    userDomain: DOMAIN,
    project: { name: project, domain: DOMAIN },
  });
}

/** A plan with a credential of its own, restricted as Breakwater restricts them. */
export async function addPlan(
  place: Place,
  input: Partial<PlanInput> & Pick<PlanInput, "name" | "selection">,
  project = "demo",
): Promise<PlanRef> {
  const cloud = await signIn(place.one, project);
  const whole = planInput.parse({
    siteId: place.one,
    recoverySiteId: place.two,
    schedule: { every: "manual", timeZone: "UTC" },
    retention: { last: 7, hourly: 0, daily: 0, weekly: 0, monthly: 0, maxAgeDays: null },
    fullEvery: 4,
    consistency: "crash",
    objective: { rpoMinutes: 60, rtoMinutes: 60, targetPercent: 99, rung: "local" },
    ...input,
  });
  const at = new Date();
  const place_ = {
    cloudId: place.cloudId,
    projectId: cloud.projectId,
    projectName: cloud.projectName,
    ownerUserId: cloud.userId,
    ownerUserName: project,
  };
  const planId = await inTransaction(async (tx) => {
    const id = await insertPlan(tx, { place: place_, input: whole, at });
    await tx.objective.create({ data: { planId: id, setBy: project, ...whole.objective } });
    return id;
  });
  await giveCredential(planId, place, cloud, project);
  return { id: planId, name: whole.name, siteId: place.one, ...place_ };
}

async function giveCredential(planId: string, place: Place, cloud: Cloud, userName: string): Promise<void> {
  const sites = await Promise.all([siteOf(place.one), siteOf(place.two)]);
  const { token } = await identify(sites[0], {
    kind: "password",
    username: userName,
    password: PASSWORD,
    userDomain: DOMAIN,
    project: { name: userName, domain: DOMAIN },
  });
  const made = await cloud.keystone.applicationCredentials.create({
    name: `bw-flows-${planId}`,
    access_rules: workingRules(sites, token.catalog),
  });
  const { projectId, userId } = cloud;
  await upsertCredential(
    db(),
    {
      planId,
      cloudId: place.cloudId,
      projectId,
      userId,
      userName,
      remoteId: made.id,
      secret: made.secret,
      origin: "made",
      restricted: true,
      problem: null,
      expiresAt: null,
    },
    new Date(),
  );
}

async function siteOf(id: string) {
  const site = await selectSite(id);
  if (!site) throw new Error(`There is no site ${id}`);
  return site;
}
