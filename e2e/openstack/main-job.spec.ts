import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Page } from "@playwright/test";
import { becomes, makeWorkload, removeWorkload, servicesAreUp, watchWorkload, type Workload } from "./workload";
import { expect, test } from "../fixtures";
import { idInAddress, runSucceeds } from "../journey";

const script = (name: string, ...args: string[]) =>
  execFileSync(path.join(import.meta.dirname, name), args, { stdio: "inherit" });
const LENGTH = 4096;

/** Another 4 KiB for each volume, as its guest would have written them. */
async function write(workload: Workload): Promise<Buffer> {
  const bytes = randomBytes(LENGTH);
  for (const id of Object.values(workload.volumes)) await workload.test.writeBytes(id, bytes);
  return bytes;
}

async function takeCheckpoint(page: Page, plan: string, workload: Workload): Promise<string> {
  const watch = watchWorkload(workload);
  await page.goto(plan);
  await page.getByRole("button", { name: "Take checkpoint" }).click();
  await runSucceeds(page, 240_000);
  console.log(`server ACTIVE and both volumes attached in all of ${await watch.stop()} looks`);
  await page.getByRole("main").getByRole("link", { name: "checkpoint", exact: true }).click();
  await expect(page).toHaveURL(/\/checkpoints\/[\w-]+$/);
  return idInAddress(page);
}

type Restore = { checkpointId: string; part: string; as: string; site?: string };

/** Through the wizard, one thing of the checkpoint beside its original; answers the address of the run. */
async function restore(page: Page, { checkpointId, part, as, site = "RegionOne" }: Restore): Promise<string> {
  await page.goto(`/checkpoints/${checkpointId}`);
  await page.getByRole("link", { name: "Restore…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Restore / })).toBeVisible();
  await page.getByRole("radio", { name: /Chosen parts/ }).click();
  const chosen = page.getByRole("main").getByRole("checkbox", { checked: true });
  while ((await chosen.count()) > 0) await chosen.first().uncheck();
  // The network may have the server's name: servers and volumes come first.
  await page.getByRole("checkbox", { name: part, exact: true }).first().check();
  await page.getByRole("button", { name: "Next: Where" }).click();
  await page.getByRole("radio", { name: new RegExp(`^${site}`) }).check();
  await page.getByRole("button", { name: "Next: How" }).click();
  await page.getByLabel("Name", { exact: true }).first().fill(as);
  await page.getByRole("button", { name: "Check and review" }).click();
  await page.getByRole("button", { name: /^Restore( at \w+)?$/ }).click();
  await runSucceeds(page, 240_000);
  return page.url();
}

async function bytesOf(workload: Workload, name: string, region: "one" | "two" = "one"): Promise<Buffer> {
  const cloud = await workload.test.as("demo", { region });
  const volume = (await cloud.cinder.volumes.list()).find((each) => each.name === name);
  if (!volume) throw new Error(`There is no volume ${name}`);
  return workload.test.readBytes(volume.id, LENGTH, region);
}

async function removeRestored(page: Page, run: string, planName: string): Promise<void> {
  await page.goto(run);
  await page.getByRole("button", { name: "Remove everything this restore made…" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove everything this restore made" });
  await dialog.getByLabel(/to confirm/).fill(planName);
  await dialog.getByRole("button", { name: "Remove everything" }).click();
  await expect(dialog).toBeHidden();
  await runSucceeds(page, 240_000);
}

test("protect a running server, restore each point, the whole server, and at the other site; retention lets go", async ({
  page,
}) => {
  // Waiting for the cloud is said where it is done; a page itself is never slower than this.
  page.setDefaultTimeout(60_000);
  const name = `journey-${Date.now()}`;
  const workload = await makeWorkload(name);
  const { cloud, volumes } = workload;
  const mine = async () =>
    (await cloud.cinder.backups.list()).filter((backup) => Object.values(volumes).includes(backup.volume_id ?? ""));

  await test.step("see the server with its two volumes, and make a plan of it", async () => {
    await page.goto(`/resources?search=${name}`);
    const row = page.getByRole("row", { name: new RegExp(name) });
    await expect(row).toContainText(`${name}-data`);
    await expect(row).toContainText(`${name}-log`);
    await row.getByRole("link", { name: `Protect ${name}` }).click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByRole("button", { name: "Keep the defaults and review" }).click();
    await page.getByRole("button", { name: "Create plan" }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  });
  const plan = page.url();

  const first = await write(workload);
  const full = await takeCheckpoint(page, plan, workload);
  expect((await mine()).map((backup) => backup.is_incremental)).toEqual([false, false]);

  const second = await write(workload);
  const incremental = await takeCheckpoint(page, plan, workload);
  expect((await mine()).filter((backup) => backup.is_incremental)).toHaveLength(2);

  const runs = await test.step("the bytes of each point are in the volumes restored from it", async () => {
    const made = [
      await restore(page, { checkpointId: full, part: `${name}-data`, as: `${name}-data-1` }),
      await restore(page, { checkpointId: incremental, part: `${name}-data`, as: `${name}-data-2` }),
    ];
    expect(await bytesOf(workload, `${name}-data-1`)).toEqual(first);
    expect(await bytesOf(workload, `${name}-data-2`)).toEqual(second);
    return made;
  });

  await test.step("the whole server comes back beside the original", async () => {
    runs.push(await restore(page, { checkpointId: incremental, part: name, as: `${name}-back` }));
    const server = (await cloud.nova.servers.list({ name: `${name}-back` }))[0];
    expect(server?.status).toBe("ACTIVE");
    expect(server?.["os-extended-volumes:volumes_attached"]).toHaveLength(2);
  });
  for (const run of runs) await removeRestored(page, run, name);

  const newest = await test.step("retention removes the oldest and breaks no chain", async () => {
    const ownedBefore = new Set((await mine()).map(({ id }) => id));
    await page.goto(`${plan}/edit?step=keep`);
    await page.getByLabel("Last", { exact: true }).fill("1");
    for (const tier of ["Hourly", "Daily", "Weekly", "Monthly"]) await page.getByLabel(tier, { exact: true }).fill("0");
    await page.getByLabel("A full copy with every").fill("1");
    await page.goto(`${plan}/edit?step=review`);
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    const point = await takeCheckpoint(page, plan, workload);
    await becomes(async () => (await mine()).some(({ id }) => ownedBefore.has(id)), false);
    const left = await mine();
    expect(left.map((backup) => backup.is_incremental)).toEqual([false, false]);
    const made = await restore(page, { checkpointId: point, part: `${name}-data`, as: `${name}-data-3` });
    expect(await bytesOf(workload, `${name}-data-3`)).toEqual(second);
    await removeRestored(page, made, name);
    return point;
  });

  await test.step("with RegionOne stopped, a volume comes back at RegionTwo", async () => {
    script("down.sh", "r1");
    try {
      await restore(page, { checkpointId: newest, part: `${name}-log`, as: `${name}-log-away`, site: "RegionTwo" });
      expect(await bytesOf(workload, `${name}-log-away`, "two")).toEqual(second);
    } finally {
      script("up.sh");
      await servicesAreUp(workload);
    }
  });

  await test.step("nothing is left in Cinder that no checkpoint owns", async () => {
    const snapshots = (await cloud.cinder.snapshots.list()).filter((snapshot) =>
      Object.values(volumes).includes(snapshot.volume_id),
    );
    expect(snapshots).toEqual([]);
    expect(await mine()).toHaveLength(2);
    await page.goto(plan);
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    const dialog = page.getByRole("dialog", { name: `Delete the plan ${name}` });
    await dialog.getByRole("radio", { name: /Delete its checkpoints now/ }).click();
    await dialog.getByLabel(/to confirm/).fill(name);
    await dialog.getByRole("button", { name: "Delete plan and checkpoints" }).click();
    await runSucceeds(page, 240_000);
    expect(await mine()).toEqual([]);
  });
  await removeWorkload(workload);
});
