import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect, type Cloud } from "./cloud";
import { isOpenStackError } from "./error";
import { withObserver, type Exchange } from "./observer";
import type { Credentials, Site } from "./site";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A Keystone and a Glance in one server, whose answers each test writes. */
let glance: Handler;
let tokens = 0;
let silent = false;
let asked: string[] = [];
const server = createServer((request, response) => {
  const path = request.url ?? "";
  if (path.startsWith("/v3/auth/tokens")) return signIn(request, response);
  asked.push(`${request.method} ${path}`);
  glance(request, response);
});
let site: Site;
const password: Credentials = {
  kind: "password",
  username: "u",
  password: "p",
  userDomain: "Default",
  project: { id: "p1" },
};

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());
beforeEach(() => {
  const bound = server.address();
  const port = bound && typeof bound === "object" ? bound.port : 0;
  // A region of its own for each test: nothing is remembered from the one before.
  site = {
    id: "s",
    name: "alpha",
    keystoneUrl: `http://127.0.0.1:${port}`,
    region: `r${Math.random()}`,
    interface: "public",
  };
  tokens = 0;
  asked = [];
});

describe("what is repeated", () => {
  test("a read after 503, 500 and 429, waiting as long as the service asks", async () => {
    const answers = [{ status: 503 }, { status: 500 }, { status: 429, retryAfter: "0" }, { status: 200 }];
    glance = (_request, response) => {
      const { status, retryAfter } = answers.shift() ?? { status: 200 };
      response.writeHead(status, retryAfter ? { "retry-after": retryAfter } : {}).end(JSON.stringify({ images: [] }));
    };
    expect(await (await cloud()).glance.images.list()).toEqual([]);
    expect(asked).toHaveLength(4);
  });

  test("a read whose answer broke off in the middle", async () => {
    let cut = true;
    glance = (_request, response) => {
      response.writeHead(200, { "content-length": "14" });
      if (cut) response.write('{"ima', () => response.destroy());
      else response.end('{"images": []}');
      cut = false;
    };
    expect(await (await cloud()).glance.images.list()).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  test("never a create, whatever went wrong", async () => {
    glance = (_request, response) => void response.writeHead(503).end();
    const create = (await cloud()).glance.images.create({ name: "x", disk_format: "raw", container_format: "bare" });
    await expect(create).rejects.toMatchObject({ code: "unavailable", retryable: true, status: 503 });
    expect(asked).toEqual(["POST /v2/images"]);
  });

  test("not a wait longer than is sensible: whoever asked decides", async () => {
    glance = (_request, response) => void response.writeHead(429, { "retry-after": "3600" }).end();
    const list = (await cloud()).glance.images.list();
    await expect(list).rejects.toMatchObject({ code: "rate-limited", retryAfterMs: 3_600_000 });
    expect(asked).toHaveLength(1);
  });

  test("a delete, to which gone is done", async () => {
    const answers = [503, 404];
    glance = (_request, response) => void response.writeHead(answers.shift() ?? 500).end();
    await expect((await cloud()).glance.images.remove("i1")).resolves.toBeUndefined();
    expect(asked).toHaveLength(2);
  });
});

describe("an expired token", () => {
  test("is renewed once where the credentials allow it, for a create too", async () => {
    glance = (request, response) =>
      request.headers["x-auth-token"] === "token-1"
        ? void response.writeHead(401).end()
        : void response.writeHead(201).end(JSON.stringify(anImage()));
    const made = await (
      await cloud()
    ).glance.images.create({ name: "x", disk_format: "raw", container_format: "bare" });
    expect(made.id).toBe("i1");
    expect(tokens).toBe(2);
  });

  test("is renewed once for many calls at a time", async () => {
    glance = (request, response) =>
      request.headers["x-auth-token"] === "token-1"
        ? void response.writeHead(401).end()
        : void response.writeHead(200).end(JSON.stringify(anImage()));
    const { glance: client } = await cloud();
    await Promise.all(Array.from({ length: 20 }, () => client.images.get("i1")));
    expect(tokens).toBe(2);
  });

  test("is the end for a session that has only the token", async () => {
    glance = (_request, response) => void response.writeHead(401).end();
    const connected = await connect(site, { kind: "token", token: "t" });
    await expect(connected.glance.images.list()).rejects.toMatchObject({ code: "expired" });
  });

  test("is something else than a call outside the access rules, which no new token helps", async () => {
    glance = (_request, response) => void response.writeHead(401).end();
    await expect((await cloud()).glance.images.list()).rejects.toMatchObject({ code: "forbidden", status: 401 });
    expect(tokens).toBe(2);
  });
});

describe("where a call goes", () => {
  test("not where the catalogue points outside the allowed hosts", async () => {
    glance = () => undefined;
    catalogUrl = () => "http://169.254.169.254/latest";
    await expect((await cloud()).glance.images.list()).rejects.toMatchObject({ code: "blocked" });
    catalogUrl = () => "http://other.example.org:9292";
    site = { ...site, region: `r${Math.random()}` };
    await expect((await cloud()).glance.images.list()).rejects.toMatchObject({
      code: "blocked",
      message: expect.stringContaining("other.example.org:9292"),
    });
    catalogUrl = ownUrl;
  });

  test.each(["..", "../os-services", "%2E%2e/os-services", "x?all_tenants=1", "x#y", "x y", "..\\os-services"])(
    "not where the id %j would lead it",
    async (id) => {
      glance = (_request, response) => void response.writeHead(200).end("{}");
      const { images } = (await cloud()).glance;
      expect(await images.find(id)).toBeNull();
      await expect(images.get(id)).rejects.toMatchObject({ code: "not-found" });
      expect(asked.filter((line) => /os-services|all_tenants|x/.test(line))).toEqual([]);
    },
  );

  test("not after a redirect", async () => {
    glance = (_request, response) => void response.writeHead(302, { location: "http://169.254.169.254/" }).end();
    await expect((await cloud()).glance.images.list()).rejects.toMatchObject({ code: "unexpected", status: 302 });
    expect(asked).toHaveLength(1);
  });

  test("nowhere, when nobody listens: the message says so", async () => {
    const dark = { ...site, keystoneUrl: "http://127.0.0.1:9" };
    await expect(connect(dark, password)).rejects.toMatchObject({
      code: "unavailable",
      status: 0,
      message: "Keystone at alpha cannot be reached.",
    });
  });
});

describe("time and traces", () => {
  test("a service that does not begin to answer is a time-out", async () => {
    glance = () => undefined;
    const slow = await connect(site, password, { timeoutMs: 200 });
    await expect(slow.glance.images.list()).rejects.toMatchObject({ code: "timeout", retryable: true });
  });

  test("a reading is given up at its deadline, with all its attempts; a change is waited for", async () => {
    glance = (_request, response) => void response.writeHead(503, { "retry-after": "1" }).end();
    const hurried = await connect(site, password, { readingMs: 300 });
    const began = performance.now();
    await expect(hurried.glance.images.list()).rejects.toMatchObject({ code: "unavailable", uncertain: false });
    expect(performance.now() - began).toBeLessThan(900);
    glance = () => undefined;
    await expect(hurried.glance.images.list()).rejects.toMatchObject({ code: "timeout", uncertain: false });
    glance = (_request, response) => void setTimeout(() => response.writeHead(201).end(JSON.stringify(anImage())), 500);
    await expect(
      hurried.glance.images.create({ name: "x", disk_format: "raw", container_format: "bare" }),
    ).resolves.toMatchObject({ id: "i1" });
  });

  test("an answer that stops in the middle does not outlast the deadline of the reading", async () => {
    glance = (_request, response) => void response.writeHead(200).write('{"images": [');
    const hurried = await connect(site, password, { readingMs: 300 });
    await expect(hurried.glance.images.list()).rejects.toMatchObject({ code: "timeout" });
  });

  test("a deadline for reading does not wait for a sign-in that hangs", async () => {
    silent = true;
    const connecting = connect(site, password, { readingMs: 200 });
    await expect(connecting).rejects.toMatchObject({ code: "timeout", service: "keystone", uncertain: false });
    silent = false;
  });

  test("a change without an answer may have happened", async () => {
    glance = () => undefined;
    const slow = await connect(site, password, { timeoutMs: 200 });
    await expect(
      slow.glance.images.create({ name: "x", disk_format: "raw", container_format: "bare" }),
    ).rejects.toMatchObject({ code: "timeout", uncertain: true });
  });

  test("an abort ends a call that is under way", async () => {
    glance = () => undefined;
    const connected = await connect(site, password, { signal: AbortSignal.timeout(200) });
    await expect(connected.glance.images.list()).rejects.toSatisfy((error) => isOpenStackError(error, "timeout"));
  });

  test("an abort does not wait for a sign-in that hangs", async () => {
    silent = true;
    const connecting = connect(site, password, { signal: AbortSignal.timeout(200) });
    await expect(connecting).rejects.toMatchObject({ code: "timeout", service: "keystone" });
    silent = false;
  });

  test("the request id goes out as a global one, and the service's own comes back with the error", async () => {
    const id = "0d1f9a10-8f0e-4b8e-9a55-d7c0a8f6a111";
    let received: unknown;
    glance = (request, response) => {
      received = request.headers["x-openstack-request-id"];
      response.writeHead(409, { "x-openstack-request-id": "req-theirs" }).end();
    };
    const connected = await connect(site, password, { requestId: id });
    await expect(connected.glance.images.remove("i1")).rejects.toMatchObject({
      code: "conflict",
      requestId: "req-theirs",
    });
    expect(received).toBe(`req-${id}`);
  });

  test("observers see every call before and after, also from outside", async () => {
    glance = (_request, response) =>
      void response.writeHead(200, { "x-openstack-request-id": "req-theirs" }).end('{"images": []}');
    const inner: Exchange[] = [];
    const outer: Exchange[] = [];
    const connected = await connect(site, password, { observe: (exchange) => void inner.push(exchange) });
    await withObserver(
      (exchange) => void outer.push(exchange),
      () => connected.glance.images.list(),
    );
    expect(outer.map(({ moment, status, requestId }) => [moment, status, requestId])).toEqual([
      ["sent", null, expect.stringMatching(/^req-[0-9a-f-]{36}$/)],
      ["answered", 200, "req-theirs"],
      ["read", 200, "req-theirs"],
    ]);
    expect(inner.filter(({ service }) => service === "glance")).toHaveLength(3);
  });

  test("an answer of another shape is not taken for an empty list", async () => {
    glance = (_request, response) => void response.writeHead(200).end('{"pictures": []}');
    await expect((await cloud()).glance.images.list()).rejects.toMatchObject({ code: "unexpected" });
  });
});

function cloud(): Promise<Cloud> {
  return connect(site, password);
}

const ownUrl = () => site.keystoneUrl;
let catalogUrl = ownUrl;

function signIn(_request: IncomingMessage, response: ServerResponse): void {
  if (silent) return;
  tokens += 1;
  const endpoints = [{ interface: "public", region_id: site.region, url: catalogUrl() }];
  const token = {
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    user: { id: "u1", name: "u", domain: { id: "default", name: "Default" } },
    project: { id: "p1", name: "p", domain: { id: "default", name: "Default" } },
    roles: [{ id: "r1", name: "member" }],
    catalog: [{ type: "image", name: "glance", endpoints }],
  };
  response.writeHead(201, { "x-subject-token": `token-${tokens}` }).end(JSON.stringify({ token }));
}

function anImage() {
  return { id: "i1", name: "x", status: "queued", visibility: "shared", created_at: "2026-01-01T00:00:00Z" };
}
