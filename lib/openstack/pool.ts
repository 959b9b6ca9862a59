import pLimit, { type LimitFunction } from "p-limit";
import { Agent } from "undici";
import { guardedLookup } from "./endpoint-guard";
import type { Site } from "./site";

/** How many calls one process has under way at one site; the rest wait their turn. */
const CALLS_PER_SITE = 24;
const CONNECT_TIMEOUT_MS = 5_000;

type Pool = { agent: Agent; limit: LimitFunction };
const pools = new Map<string, Pool>();

/** The connections to a site, shared by everything in this process that talks to it. */
export function poolOf(site: Site): Pool {
  const key = JSON.stringify([site.keystoneUrl, site.region, site.caCertificate ?? ""]);
  const known = pools.get(key);
  if (known) return known;
  const pool = { agent: agentFor(site), limit: pLimit(CALLS_PER_SITE) };
  pools.set(key, pool);
  return pool;
}

function agentFor(site: Site): Agent {
  return new Agent({
    connections: CALLS_PER_SITE,
    // Shorter than any server's, so that a create never goes out on a connection that is just being closed.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 4_000,
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      lookup: guardedLookup,
      ...(site.caCertificate ? { ca: site.caCertificate } : {}),
    },
  });
}
