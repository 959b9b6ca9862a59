import { test as base, type Page } from "@playwright/test";
import { addFault } from "./demo-faults";
import { expect, signInAs } from "./fixtures";

/** Each of these begins without a session. */
const test = base;

async function fillIn(page: Page, { user, password }: { user: string; password: string }): Promise<void> {
  await page.getByLabel("User name").fill(user);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a wrong password is said plainly, the name stays, and the right one leads where one wanted to go", async ({
  page,
}) => {
  await page.goto("/runs");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fruns/);
  await fillIn(page, { user: "demo", password: "wrong" });
  await expect(page.getByText("The cloud does not accept this sign-in.")).toBeVisible();
  await expect(page.getByLabel("User name")).toHaveValue("demo");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  await fillIn(page, { user: "demo", password: "secret" });
  await expect(page).toHaveURL(/\/runs$/);
});

test("after five failures one has to wait, and is told how long", async ({ page }) => {
  await page.goto("/sign-in");
  const user = `nobody-${Date.now()}`;
  for (let n = 0; n < 5; n++) {
    await fillIn(page, { user, password: `wrong-${n}` });
    await expect(page.getByText("The cloud does not accept this sign-in.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  }
  await fillIn(page, { user, password: "wrong" });
  await expect(page.getByText(/Too many sign-ins failed\. Wait \d+ minutes and try again\./)).toBeVisible();
});

test("no address leads out of Breakwater after sign-in", async ({ page }) => {
  await page.goto("/sign-in?next=//evil.example/");
  await fillIn(page, { user: "alt", password: "secret" });
  await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/$/);
});

test("signing out ends the session for good: its cookie opens nothing any more", async ({
  page,
  playwright,
  baseURL,
}) => {
  await signInAs(page, "alt");
  const kept = await page.context().storageState();
  await page.getByRole("button", { name: "User alt" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out, and your token is revoked.")).toBeVisible();
  await page.goto("/plans");
  await expect(page).toHaveURL(/sign-in/);
  const thief = await playwright.request.newContext({ baseURL, storageState: kept });
  expect((await thief.get("/api/plans")).status()).toBe(401);
  await thief.dispose();
});

test("a project is switched in the header, by a new session, and remembered for the next sign-in", async ({ page }) => {
  await signInAs(page, "admin");
  const cookieBefore = await sessionCookie(page);
  await switchTo(page, "demo");
  expect(await sessionCookie(page)).not.toBe(cookieBefore);
  await page.context().clearCookies();
  await signInAs(page, "admin");
  await expect(page.getByRole("button", { name: "Project demo. Change project" })).toBeVisible();
  await switchTo(page, "admin");
});

test("an expired sign-in is renewed in place: the form stays as it was, and what was asked for comes", async ({
  page,
}) => {
  await signInAs(page, "alt");
  await page.goto("/plans/new");
  await page.getByLabel("Name", { exact: true }).fill("half-filled");
  const { project } = await (await page.request.get("/api/viewer")).json();
  const mend = await addFault({
    service: "orchestration",
    path: `/v1/${project.id}/**`,
    effect: { kind: "tokenExpired" },
  });
  try {
    await page.getByRole("radio", { name: "Stack" }).click();
    const dialog = page.getByRole("dialog", { name: "Sign in again as alt" });
    await expect(dialog).toBeVisible();
    await mend();
    await dialog.getByLabel("Password").fill("wrong");
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await expect(dialog.getByText("The cloud does not accept this sign-in.")).toBeVisible();
    await dialog.getByLabel("Password").fill("secret");
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByLabel("Heat stack")).toBeVisible();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("half-filled");
    await expect(page.getByText("Your sign-in has expired.")).toBeHidden();
  } finally {
    await mend();
  }
});

test("every answer carries its headers, every page its own nonce; the cookie is out of reach of scripts", async ({
  page,
}) => {
  const nonces = new Set<string | undefined>();
  for (const path of ["/sign-in", "/sign-in", "/api/health"]) {
    const headers = (await page.request.get(path)).headers();
    const policy = headers["content-security-policy"] ?? "";
    const script = policy.split("; ").find((part) => part.startsWith("script-src ")) ?? "";
    expect(script).toMatch(/^script-src 'nonce-[^']+' 'strict-dynamic'$/);
    nonces.add(script);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "x-frame-options": "DENY",
    });
    expect(headers["x-request-id"]).toMatch(/^req-[0-9a-f-]{36}$/);
    expect(headers["x-powered-by"]).toBeUndefined();
  }
  expect(nonces.size).toBe(3);
  const violations: string[] = [];
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  await signInAs(page, "alt");
  await page.goto("/plans");
  await expect(page.getByRole("main")).toBeVisible();
  expect(violations).toEqual([]);
  expect(await page.evaluate(() => document.cookie)).not.toContain("breakwater.session");
  const cookies = await page.context().cookies();
  expect(cookies.find(({ name }) => name === "breakwater.session")).toMatchObject({
    httpOnly: true,
    sameSite: "Lax",
    path: "/",
  });
});

async function switchTo(page: Page, project: string): Promise<void> {
  await page.getByRole("button", { name: /Change project/ }).click();
  await page.getByRole("option", { name: project, exact: true }).click();
  await expect(page.getByRole("button", { name: `Project ${project}. Change project` })).toBeVisible();
}

async function sessionCookie(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.find(({ name }) => name === "breakwater.session")?.value ?? "";
}
