import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { FaultRule } from "./faults";
import { pathMatches } from "./faults";
import { ask, at, signIn, startCloud, until } from "./testing/client";

let cloud: Awaited<ReturnType<typeof startCloud>>;
let demo: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  cloud = await startCloud();
  demo = await signIn(cloud.url, "demo");
});
afterEach(() => ask(`${cloud.door}/faults`, { method: "DELETE" }));
afterAll(() => cloud.stop());

const faults = (...rules: (Omit<FaultRule, "effect"> & { effect: object })[]) =>
  ask(`${cloud.door}/faults`, { method: "PUT", body: rules });
const volumes = (region?: string) => `${demo.url("volumev3", region)}/volumes`;
const version = "volume 3.70";
const create = (name: string) =>
  ask(volumes(), { method: "POST", token: demo.token, version, body: { volume: { size: 1, name } } });

test("too many requests, as often as asked, with the time to wait", async () => {
  await faults({ service: "volumev3", effect: { kind: "status", status: 429, retryAfter: 3 }, times: 2 });
  const first = await ask(volumes(), { token: demo.token });
  expect([first.status, first.headers.get("retry-after"), at(first, "overLimit.code")]).toEqual([429, "3", 429]);
  expect((await ask(volumes(), { token: demo.token })).status).toBe(429);
  expect((await ask(volumes(), { token: demo.token })).status).toBe(200);
});

test.each([500, 503])("%i strikes only the path that was named", async (status) => {
  await faults({
    service: "volumev3",
    method: "GET",
    path: "/v3/*/volumes/detail",
    effect: { kind: "status", status },
  });
  expect((await ask(`${volumes()}/detail`, { token: demo.token })).status).toBe(status);
  expect((await ask(volumes(), { token: demo.token })).status).toBe(200);
});

test("a time-out after success: no answer comes, and the volume is there", async () => {
  await faults({ service: "volumev3", method: "POST", effect: { kind: "timeoutAfterSuccess" }, times: 1 });
  const unanswered = fetch(volumes(), {
    method: "POST",
    headers: { "X-Auth-Token": demo.token, "Content-Type": "application/json" },
    body: JSON.stringify({ volume: { size: 1, name: "unheard" } }),
    signal: AbortSignal.timeout(300),
  });
  await expect(unanswered).rejects.toThrow();
  expect(at(await ask(`${volumes()}?name=unheard`, { token: demo.token }), "volumes.0.name")).toBe("unheard");
});

test("a stuck volume stays in creating while others are made", async () => {
  await faults({ service: "volumev3", method: "POST", effect: { kind: "stuck" }, times: 1 });
  const stuck = String(at(await create("stuck"), "volume.id"));
  const well = String(at(await create("well"), "volume.id"));
  await until(`${volumes()}/${well}`, { token: demo.token, path: "volume.status", is: "available" });
  expect(at(await ask(`${volumes()}/${stuck}`, { token: demo.token }), "volume.status")).toBe("creating");
});

test("work that fails ends in error and leaves a message for the user", async () => {
  await faults({
    service: "volumev3",
    method: "POST",
    effect: { kind: "error", reason: "No space left." },
    times: 1,
  });
  const id = String(at(await create("doomed"), "volume.id"));
  await until(`${volumes()}/${id}`, { token: demo.token, path: "volume.status", is: "error" });
  const messages = await ask(`${demo.url("volumev3")}/messages?resource_uuid=${id}`, {
    token: demo.token,
    version,
  });
  expect(at(messages, "messages.0.user_message")).toBe("No space left.");
});

test("a dark site refuses connections, the other answers, and it comes back with its state", async () => {
  const id = String(at(await create("survivor"), "volume.id"));
  await faults({ site: "RegionOne", effect: { kind: "dark" } });
  await expect(ask(volumes(), { token: demo.token })).rejects.toThrow();
  expect((await ask(volumes("RegionTwo"), { token: demo.token })).status).toBe(200);
  await ask(`${cloud.door}/faults`, { method: "DELETE" });
  await until(`${volumes()}/${id}`, { token: demo.token, path: "volume.status", is: "available" });
});

test("a hanging site accepts connections and never answers", async () => {
  await faults({ site: "RegionTwo", effect: { kind: "dark", how: "hanging" } });
  const request = fetch(volumes("RegionTwo"), {
    headers: { "X-Auth-Token": demo.token },
    signal: AbortSignal.timeout(300),
  });
  await expect(request).rejects.toThrow(/timeout/i);
});

test("an expired token is refused as Keystone's middleware does it", async () => {
  await faults({ service: "compute", effect: { kind: "tokenExpired" }, times: 1 });
  const reply = await ask(`${demo.url("compute")}/servers`, { token: demo.token });
  expect([reply.status, at(reply, "error.title")]).toEqual([401, "Unauthorized"]);
  expect(reply.headers.get("www-authenticate")).toContain("Keystone");
});

test("every request is counted, with the caller's own request id", async () => {
  await ask(`${cloud.door}/requests`, { method: "DELETE" });
  await fetch(volumes(), {
    headers: {
      "X-Auth-Token": demo.token,
      "X-Openstack-Request-Id": "req-11111111-1111-4111-8111-111111111111",
    },
  });
  const seen = await ask(`${cloud.door}/requests`);
  expect(at(seen, "counts.RegionOne volumev3 GET")).toBe(1);
  expect(at(seen, "requests.0.globalRequestId")).toBe("req-11111111-1111-4111-8111-111111111111");
});

test.each([
  ["/v3/abc/volumes", "/v3/*/volumes", true],
  ["/v3/abc/volumes/1", "/v3/*/volumes", false],
  ["/v3/abc/volumes/1", "/v3/**", true],
  ["/v2.1/servers/1/action", "/v2.1/servers/{server_id}/action", true],
  ["/v2x1/servers", "/v2.1/servers", false],
])("the path %s and the pattern %s", (path, pattern, expected) => {
  expect(pathMatches(path, pattern)).toBe(expected);
});
