import type { HistoryPlan } from "@/demo/history";
import { db } from "@/lib/db/client";
import { upsertCredential } from "@/lib/db/credentials";
import { connect, identify } from "@/lib/openstack/cloud";
import { workingRules } from "@/lib/openstack/keystone/access-rules";
import type { Place } from "./place";

/** What the plan's owner would have given it when making the plan: without it nothing runs by schedule. */
export async function giveCredential(plan: HistoryPlan, { one, two }: Place): Promise<void> {
  const login = {
    kind: "password",
    username: plan.ownerUserName,
    password: "secret",
    userDomain: "Default",
    project: { name: plan.projectName, domain: "Default" },
  } as const;
  const [cloud, { token }] = await Promise.all([connect(one, login), identify(one, login)]);
  const made = await cloud.keystone.applicationCredentials.create({
    name: `breakwater-${plan.id}`,
    roles: [{ name: "member" }, { name: "reader" }],
    access_rules: workingRules([one, two], token.catalog),
  });
  const { id: planId, projectId, ownerUserId: userId, ownerUserName: userName } = plan;
  await upsertCredential(
    db(),
    {
      planId,
      cloudId: one.cloudId,
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
