import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, at, authenticate, signIn, startCloud } from "./testing/client";

let cloud: Awaited<ReturnType<typeof startCloud>>;
let demo: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  cloud = await startCloud();
  demo = await signIn(cloud.url, "demo");
});
afterAll(() => cloud.stop());

async function credential(name: string, rest: object): Promise<{ id: string; secret: string }> {
  const url = `${cloud.url}/users/${demo.userId}/application_credentials`;
  const made = await ask(url, {
    method: "POST",
    token: demo.token,
    body: { application_credential: { name, ...rest } },
  });
  expect(made.status).toBe(201);
  return {
    id: String(at(made, "application_credential.id")),
    secret: String(at(made, "application_credential.secret")),
  };
}

const use = (one: { id: string; secret: string }) =>
  authenticate(cloud.url, { identity: { methods: ["application_credential"], application_credential: one } });

test("access rules allow what they name, and every service refuses the rest", async () => {
  const rules = [
    { service: "volumev3", method: "GET", path: "/v3/*/volumes/**" },
    { service: "compute", method: "GET", path: "/v2.1/servers/{id}" },
  ];
  const restricted = await use(await credential("restricted", { access_rules: rules, roles: [{ name: "member" }] }));
  const status = async (type: string, path: string, method = "GET") =>
    (await ask(restricted.url(type) + path, { method, token: restricted.token })).status;
  expect(await status("volumev3", "/volumes/detail")).toBe(200);
  expect(await status("volumev3", "/volumes")).toBe(401);
  expect(await status("volumev3", "/volumes/x", "DELETE")).toBe(401);
  expect(await status("compute", "/servers/none")).toBe(404);
  expect(await status("compute", "/servers")).toBe(401);
  expect(await status("network", "/v2.0/networks")).toBe(401);
  expect(await status("image", "/v2/images")).toBe(401);
});

test("a credential holds only the roles it was given", async () => {
  const readers = await use(await credential("readers", { roles: [{ name: "reader" }] }));
  expect((await ask(`${readers.url("volumev3")}/volumes`, { token: readers.token })).status).toBe(200);
  const refused = await ask(`${readers.url("volumev3")}/volumes`, {
    method: "POST",
    token: readers.token,
    body: { volume: { size: 1 } },
  });
  expect([refused.status, at(refused, "forbidden.message")]).toEqual([
    403,
    "Policy doesn't allow volume:create to be performed.",
  ]);
});

test("a restricted credential makes no further ones, and its tokens end with it", async () => {
  const one = await credential("short-lived", {});
  const worker = await use(one);
  const more = await ask(`${cloud.url}/users/${demo.userId}/application_credentials`, {
    method: "POST",
    token: worker.token,
    body: { application_credential: { name: "more" } },
  });
  expect(more.status).toBe(403);
  const gone = await ask(`${cloud.url}/users/${demo.userId}/application_credentials/${one.id}`, {
    method: "DELETE",
    token: demo.token,
  });
  expect(gone.status).toBe(204);
  expect((await ask(`${worker.url("compute")}/servers`, { token: worker.token })).status).toBe(401);
  await expect(use(one)).rejects.toThrow("401");
});

test("a revoked token is refused, and a rescoped one lives no longer than its parent", async () => {
  const again = await signIn(cloud.url, "demo");
  const rescoped = await ask(`${cloud.url}/auth/tokens`, {
    method: "POST",
    body: {
      auth: {
        identity: { methods: ["token"], token: { id: again.token } },
        scope: { project: { id: again.projectId } },
      },
    },
  });
  const parent = await ask(`${cloud.url}/auth/tokens`, { token: again.token });
  expect(parent.status).toBe(404);
  expect(rescoped.status).toBe(201);
  const revoked = await fetch(`${cloud.url}/auth/tokens`, {
    method: "DELETE",
    headers: { "X-Auth-Token": again.token, "X-Subject-Token": again.token },
  });
  expect(revoked.status).toBe(204);
  expect((await ask(`${again.url("compute")}/servers`, { token: again.token })).status).toBe(401);
});

test("another project's things are as good as none", async () => {
  const made = await ask(`${demo.url("volumev3")}/volumes`, {
    method: "POST",
    token: demo.token,
    body: { volume: { size: 1 } },
  });
  const id = String(at(made, "volume.id"));
  const alt = await signIn(cloud.url, "alt");
  expect((await ask(`${alt.url("volumev3")}/volumes/${id}`, { token: alt.token })).status).toBe(404);
  expect((await ask(`${demo.url("volumev3")}/volumes/${id}`, { token: alt.token })).status).toBe(400);
  expect(at(await ask(`${alt.url("volumev3")}/volumes`, { token: alt.token }), "volumes.length")).toBe(0);
});

test("two Keystones share nothing: a token of one is nothing to the other", async () => {
  const separate = await startCloud({ keystones: 2 });
  try {
    const [one, two] = separate.sites;
    const first = await signIn(one?.keystoneUrl ?? "", "demo");
    const second = await signIn(two?.keystoneUrl ?? "", "demo");
    expect(first.projectId).not.toBe(second.projectId);
    expect((await ask(`${second.url("compute", "RegionTwo")}/servers`, { token: first.token })).status).toBe(401);
    expect((await ask(`${second.url("compute", "RegionTwo")}/servers`, { token: second.token })).status).toBe(200);
  } finally {
    await separate.stop();
  }
});
