import { createHash } from "node:crypto";
import { OpenStackError } from "./error";
import { untilAborted, type Link } from "./exchange";
import { authenticate, type Token } from "./keystone/authenticate";
import type { Credentials, Site } from "./site";

/** Who we are at a site: one token, renewed when it can be. */
export type Session = {
  token: () => Promise<Token>;
  /** A token other than `stale`, which a service refused; throws `expired` when the credentials cannot give one. */
  renewed: (stale: string) => Promise<Token>;
};

/** Tokens of this process by site and credentials, so that not every page signs in or asks for the catalogue. */
const tokens = new Map<string, Promise<Token>>();
const MOST_TOKENS = 2_000;
/** Long enough that a call begun with the token also ends with it. */
const MARGIN_MS = 60_000;

export function openSession(link: Link, credentials: Credentials): Session {
  const key = keyOf(link.site, credentials);
  const current = async () => {
    const token = await (tokens.get(key) ?? remember(key, link, credentials));
    if (credentials.kind === "token" || Date.parse(token.expires_at) - MARGIN_MS > Date.now()) return token;
    return replace(key, token.value, link, credentials);
  };
  return {
    token: () => untilAborted(link, { service: "keystone" }, current()),
    renewed: (stale) => untilAborted(link, { service: "keystone" }, replace(key, stale, link, credentials)),
  };
}

/** Drops what is remembered of a token, for instance because it was revoked. */
export function forgetToken(site: Site, token: string): void {
  tokens.delete(keyOf(site, { kind: "token", token }));
}

async function replace(key: string, stale: string, link: Link, credentials: Credentials): Promise<Token> {
  const known = await tokens.get(key)?.catch(() => undefined);
  if (known && known.value !== stale) return known; // Another call has renewed it meanwhile.
  if (known) tokens.delete(key);
  if (credentials.kind === "token") throw expired(link);
  return tokens.get(key) ?? remember(key, link, credentials);
}

function remember(key: string, link: Link, credentials: Credentials): Promise<Token> {
  // Shared by several askers: one of them giving up must not fail the others.
  const token = authenticate({ ...link, signal: undefined }, credentials);
  tokens.set(key, token);
  token.catch(() => tokens.get(key) === token && tokens.delete(key));
  const oldest = tokens.keys().next().value;
  if (tokens.size > MOST_TOKENS && oldest !== undefined) tokens.delete(oldest);
  return token;
}

function expired({ site, requestId }: Link): OpenStackError {
  const facts = { service: "keystone", site: site.name, code: "expired", status: 401, requestId } as const;
  return new OpenStackError(`The sign-in at ${site.name} has expired.`, facts);
}

// The map must not hold passwords in a form that a heap dump could show.
function keyOf(site: Site, credentials: Credentials): string {
  return createHash("sha256")
    .update(JSON.stringify([site.keystoneUrl, site.region, credentials]))
    .digest("base64");
}
