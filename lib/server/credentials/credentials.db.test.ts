import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { selectAudit } from "@/lib/db/audit";
import { closeDb, db, inTransaction } from "@/lib/db/client";
import { selectCredential, selectCredentialAccount } from "@/lib/db/credentials";
import { insertSession } from "@/lib/db/sessions";
import { upsertCloud, upsertSite } from "@/lib/db/sites";
import { auditQuery } from "@/lib/domain/audit";
import type { Actor } from "@/lib/domain/permissions";
import { connect, identify } from "@/lib/openstack/cloud";
import { cloudUnderTest, type CloudUnderTest } from "@/lib/openstack/testing/cloud-under-test";
import { freshDatabase } from "@/scripts/testing/fresh-database";
import { ensureCredential, renewCredential, revokeCredential } from "./credentials";

const plan = {
  id: "019ac000-0000-7000-8000-000000000001",
  name: "billing nightly",
  siteId: "one",
  recoverySiteId: "two",
};
let cloud: CloudUnderTest;
let actor: Actor;

beforeAll(async () => {
  await freshDatabase();
  cloud = await cloudUnderTest();
  const { token } = await identify(cloud.site(), cloud.credentials("demo"));
  actor = {
    sessionId: "session",
    userId: token.user.id,
    userName: token.user.name,
    cloudId: "cloud",
    projectId: token.project?.id ?? "",
    projectName: "demo",
    roles: ["member"],
    requestId: "req-7b1f0c1e-3f0d-4f0e-9d55-0c3b9a1d2e01",
    address: "10.0.0.1",
  };
  await inTransaction(async (tx) => {
    const { keystoneUrl } = cloud.site();
    await upsertCloud(tx, { id: "cloud", name: "cloud", keystoneUrl });
    for (const [id, region] of [
      ["one", cloud.site("one").region],
      ["two", cloud.site("two").region],
    ] as const) {
      await upsertSite(
        tx,
        {
          id,
          cloudId: "cloud",
          name: region,
          region,
          interface: "public",
          source: "file",
          allowedHosts: [],
          backupStore: null,
          caCertificate: null,
        },
        null,
      );
    }
    await insertSession(tx, {
      id: "session",
      cloudId: "cloud",
      userId: actor.userId,
      userName: "demo",
      projectId: actor.projectId,
      projectName: "demo",
      roles: ["member"],
      method: "password",
      tokenExpiresAt: new Date(token.expires_at),
      endsAt: new Date(token.expires_at),
      address: "",
      userAgent: "",
      secret: { kind: "token", token: token.value, userDomain: "Default" },
    });
    await tx.plan.create({
      data: {
        id: plan.id,
        cloudId: "cloud",
        projectId: actor.projectId,
        projectName: "demo",
        siteId: "one",
        name: plan.name,
        selection: {},
        schedule: {},
        retention: {},
        fullEvery: 1,
        consistency: "crash",
        ownerUserId: actor.userId,
        ownerUserName: "demo",
      },
    });
  });
});

afterAll(async () => {
  await revokeCredential(actor, plan);
  await cloud.stop();
  await closeDb();
});

async function remoteIds(): Promise<string[]> {
  const demo = await cloud.as("demo");
  return (await demo.keystone.applicationCredentials.list()).map(({ id }) => id);
}

async function credentialCloud(region: "one" | "two" = "one") {
  const account = await selectCredentialAccount(plan.id);
  if (!account) throw new Error("The plan has no credential");
  return connect(cloud.site(region), account);
}

describe("a plan's credential", () => {
  test("is an application credential that both sites hold to its access rules", async () => {
    await ensureCredential(actor, plan);
    expect(await selectCredential(plan.id)).toMatchObject({
      origin: "made",
      restricted: true,
      state: "active",
      problem: null,
      userId: actor.userId,
    });
    for (const region of ["one", "two"] as const) {
      const own = await credentialCloud(region);
      expect(own.projectId).toBe(actor.projectId);
      await expect(own.cinder.volumes.page({ limit: 1 })).resolves.toBeDefined();
      await expect(
        own.cinder.backups.resetStatus("00000000-0000-4000-8000-000000000000", "error"),
      ).rejects.toMatchObject({ status: 401 });
    }
  });

  test("cannot make another one of its kind", async () => {
    const own = await credentialCloud();
    await expect(own.keystone.applicationCredentials.create({ name: "bw-test-escape" })).rejects.toMatchObject({
      code: expect.stringMatching(/forbidden|expired/),
    });
  });

  test("is left alone while it works", async () => {
    const { remoteId } = (await selectCredential(plan.id)) ?? {};
    await ensureCredential(actor, plan);
    expect((await selectCredential(plan.id))?.remoteId).toBe(remoteId);
  });

  test("is renewed with a new secret, and the former one is gone at Keystone", async () => {
    const former = (await selectCredential(plan.id))?.remoteId;
    await renewCredential(actor, plan);
    const renewed = (await selectCredential(plan.id))?.remoteId;
    expect(renewed).not.toBe(former);
    expect(await remoteIds()).toContain(renewed);
    expect(await remoteIds()).not.toContain(former);
  });

  test("is gone here and at Keystone once revoked, and the audit holds no secret", async () => {
    const { remoteId = "" } = (await selectCredential(plan.id)) ?? {};
    await revokeCredential(actor, plan);
    expect(await selectCredential(plan.id)).toBeNull();
    expect(await remoteIds()).not.toContain(remoteId);
    const { rows } = await selectAudit(actor, auditQuery.parse({}));
    expect(rows.map(({ action }) => action)).toEqual(["credential.revoke", "credential.renew", "credential.create"]);
    expect(JSON.stringify(rows)).not.toMatch(/secret/i);
    expect(await db().credential.count()).toBe(0);
  });
});
