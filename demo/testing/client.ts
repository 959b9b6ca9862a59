import { createServer } from "node:net";
import { start, type DemoCloud, type Options } from "../cloud";

export type Reply = { status: number; json: Record<string, unknown>; text: string; headers: Headers };
type Ask = { method?: string; body?: unknown; token?: string; version?: string };

/** A request as any client would send it; the answer is never judged here. */
export async function ask(url: string, { method = "GET", body, token, version }: Ask = {}): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { "X-Auth-Token": token }),
      ...(version === undefined ? {} : { "OpenStack-API-Version": version }),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true && text !== "";
  // Tests look into answers by path; what is not there fails them.
  return {
    status: response.status,
    text,
    headers: response.headers,
    json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

type SignedIn = {
  token: string;
  projectId: string;
  userId: string;
  url: (type: string, region?: string) => string;
};
type Token = {
  project: { id: string };
  user: { id: string };
  catalog: { type: string; endpoints: { region: string; interface: string; url: string }[] }[];
};

const password = (user: string) => ({
  methods: ["password"],
  password: { user: { name: user, domain: { id: "default" }, password: "secret" } },
});

export async function signIn(keystone: string, user: string, project = user): Promise<SignedIn> {
  return authenticate(keystone, {
    identity: password(user),
    scope: { project: { name: project, domain: { id: "default" } } },
  });
}

export async function authenticate(keystone: string, auth: unknown): Promise<SignedIn> {
  const reply = await ask(`${keystone}/auth/tokens`, { method: "POST", body: { auth } });
  if (reply.status !== 201) throw new Error(`Sign-in failed: ${reply.status} ${reply.text}`);
  // The shape of a scoped token, as Keystone's own schema has it.
  const token = reply.json["token"] as Token;
  return {
    token: reply.headers.get("x-subject-token") ?? "",
    projectId: token.project.id,
    userId: token.user.id,
    url(type, region = "RegionOne") {
      const found = token.catalog
        .find((entry) => entry.type === type)
        ?.endpoints.find((one) => one.region === region && one.interface === "public");
      if (found === undefined) throw new Error(`No ${type} in ${region}`);
      return found.url;
    },
  };
}

/** The value at a dotted path of an answer. */
export function at(reply: Reply, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
      reply.json,
    );
}

/** Asks until the value at `path` is as wanted. */
export async function until(
  url: string,
  { token, version, path, is }: { token: string; version?: string; path: string; is: string },
): Promise<Reply> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const reply = await ask(url, { token, version });
    if (String(at(reply, path) ?? reply.status) === is) return reply;
    if (Date.now() > deadline)
      throw new Error(`${url} never came to ${path} = ${is}; last: ${reply.status} ${reply.text.slice(0, 300)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A port with three free ones after it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const first = 36_050 + Math.floor(Math.random() * 25_000);
    const free = await Promise.all([0, 1, 2, 3].map((offset) => isFree(first + offset)));
    if (free.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once("error", () => resolve(false))
      .listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

export async function startCloud(options: Partial<Options> = {}): Promise<DemoCloud & { door: string }> {
  const cloud = await start({ port: await freePort(), directory: null, speed: 50, empty: true, ...options });
  return { ...cloud, door: cloud.url.replace(/\/v3$/, "/demo") };
}
