import { expect, test, type APIRequestContext } from "@playwright/test";
import { stateOf, type Account } from "./fixtures";
import { actionIds, callAction, postAction } from "./isolation/call-action";
import { actionsInSource, routesInSource, strayActionFiles } from "./isolation/doors";
import { actions, routes } from "./isolation/table";
import { readTheirs, stateOfTheirs, type Theirs } from "./isolation/theirs";

type Caller = Extract<Account, "demo" | "alt" | "viewer"> | "nobody";
const STATUS = { "not-found": 404, forbidden: 403 } as const;

let theirs: Theirs;
let before: unknown;
const callers = new Map<Caller, APIRequestContext>();
const as = (caller: Caller): APIRequestContext => {
  const context = callers.get(caller);
  if (!context) throw new Error(`No session for ${caller}`);
  return context;
};

test.beforeAll(async ({ playwright }, { project }) => {
  const { baseURL } = project.use;
  for (const caller of ["demo", "alt", "viewer"] as const)
    callers.set(caller, await playwright.request.newContext({ baseURL, storageState: stateOf(caller) }));
  callers.set("nobody", await playwright.request.newContext({ baseURL }));
  theirs = await readTheirs(as("demo"));
  before = await stateOfTheirs(as("demo"), theirs);
});

test.afterAll(async () => {
  await Promise.all([...callers.values()].map((context) => context.dispose()));
});

test("every door of the source is in the table, and no other", () => {
  expect(Object.keys(routes).sort()).toEqual(routesInSource());
  expect(Object.keys(actions).sort()).toEqual(actionsInSource());
  expect(strayActionFiles()).toEqual([]);
});

for (const [name, route] of Object.entries(routes)) {
  if ("open" in route) continue;
  test(`GET ${name}: another project gets ${route.others}, nobody gets nothing`, async () => {
    const path = route.path(theirs);
    const other = await as("alt").get(path);
    const body = await other.text();
    if (route.others !== "own") expect(other.status(), body.slice(0, 300)).toBe(STATUS[route.others]);
    else expect(other.status(), body.slice(0, 300)).toBeLessThan(300);
    for (const secret of secretsOf(theirs)) expect(body).not.toContain(secret);
    const nobody = await as("nobody").get(path);
    expect(nobody.status()).toBe(401);
    for (const secret of secretsOf(theirs)) expect(await nobody.text()).not.toContain(secret);
    expect(other.headers()["cache-control"]).toBe("no-store");
  });
}

for (const [name, action] of Object.entries(actions)) {
  if ("open" in action) continue;
  test(`action ${name}: a reader ${action.reader === "may" ? "may" : "may not"}, another project gets ${action.others}`, async ({
    baseURL,
  }) => {
    const id = actionIds().get(name);
    // The build leaves out what no page calls: then there is no door.
    if (!id) return;
    const call = { id, input: action.input(theirs), origin: baseURL ?? "" };
    const code = async (caller: Caller) => {
      const answer = await callAction(as(caller), call);
      return answer.ok ? "ok" : answer.error.code;
    };
    expect(await code("nobody")).toBe("signed-out");
    if (action.reader === "forbidden") expect(await code("viewer")).toBe("forbidden");
    if (action.others in STATUS) expect(await code("alt")).toBe(action.others);
  });
}

test("a write from another site is refused, also with a session", async ({ baseURL }) => {
  const id = actionIds().get("plans/pausePlan") ?? "";
  const input = { planId: theirs.planId, reason: "from elsewhere" };
  const foreign = await postAction(as("demo"), { id, input, origin: "https://evil.example" });
  expect(await foreign.text()).not.toContain('"ok":true');
  const sameSite = await callAction(as("demo"), {
    id,
    input,
    origin: baseURL ?? "",
    headers: { "sec-fetch-site": "same-site" },
  });
  expect(sameSite).toMatchObject({ ok: false, error: { code: "forbidden" } });
});

test("after the whole walk everything of theirs is as it was", async () => {
  expect(await stateOfTheirs(as("demo"), theirs)).toEqual(before);
});

function secretsOf({ planId, checkpointId, runId, failoverId, projectId }: Theirs): string[] {
  return [planId, checkpointId, runId, failoverId, projectId];
}
