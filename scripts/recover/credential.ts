import { randomBytes } from "node:crypto";
import { db } from "@/lib/db/client";
import { selectCredential, upsertCredential } from "@/lib/db/credentials";
import type { BankPlan } from "@/lib/domain/bank-content";
import { identify } from "@/lib/openstack/cloud";
import { OpenStackError } from "@/lib/openstack/error";
import { workingRules } from "@/lib/openstack/keystone/access-rules";
import { keystoneBase } from "@/lib/openstack/keystone/authenticate";
import type { SignedIn } from "./entry";

/** So that the plan can be failed over at once. Null: it has one; else in words what became of it. */
export async function giveCredential(
  { cloud, site, login, userName }: SignedIn,
  plan: BankPlan,
): Promise<string | null> {
  if (await selectCredential(plan.id)) return null;
  if (cloud.projectId !== plan.projectId || login.kind !== "password") return LATER;
  const sites = plan.sites.filter(
    ({ cloud: { keystoneUrl } }) => keystoneBase(keystoneUrl) === keystoneBase(site.keystoneUrl),
  );
  try {
    const { token } = await identify(site, login);
    const rules = workingRules(
      sites.map((one) => ({ ...one, keystoneUrl: one.cloud.keystoneUrl })),
      token.catalog,
    );
    const made = await cloud.keystone.applicationCredentials.create({
      name: `breakwater-${plan.name.replace(/[^\w.-]+/g, "-")}-${randomBytes(4).toString("hex")}`,
      description: "Made by Breakwater for the scheduled work of a protection plan. Deleting it stops the plan.",
      access_rules: rules,
    });
    const { projectId, cloudId } = plan;
    const facts = { planId: plan.id, cloudId, projectId, userId: cloud.userId, userName };
    const credential = { remoteId: made.id, secret: made.secret, origin: "made", restricted: true } as const;
    await upsertCredential(db(), { ...facts, ...credential, problem: null, expiresAt: null }, new Date());
    return "The plan has a new credential for its work.";
  } catch (error) {
    if (!(error instanceof OpenStackError)) throw error;
    return `${LATER} (${error.message})`;
  }
}

const LATER = "The plan has no credential for its work yet: sign in, and renew it on the plan's page.";
