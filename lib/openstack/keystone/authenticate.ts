import { refusal } from "../answer";
import { OpenStackError } from "../error";
import { exchange, textOf, type Ask, type Link } from "../exchange";
import { retrying } from "../retry";
import type { Credentials, ProjectRef } from "../site";
import { tokenAnswer, type TokenBody } from "./schemas";

/** A token that Keystone gave, with what it says of itself. */
export type Token = TokenBody & { value: string };

/** `http://host:5000`, `…/` and `…/v3` all mean `…/v3`. */
export function keystoneBase(url: string): string {
  return `${url.replace(/\/+$/, "").replace(/\/v(2\.0|3)$/, "")}/v3`;
}

/** Signs in. Without a project in the credentials the token has no scope, and serves to list the user's projects. */
export async function authenticate(link: Link, credentials: Credentials): Promise<Token> {
  if (credentials.kind === "token") return describe(link, credentials.token);
  return issue(link, credentials.kind === "password" ? byPassword(credentials) : byApplicationCredential(credentials));
}

/** A token for another project of the same user. Not possible from an application credential's token. */
export async function rescope(link: Link, token: string, project: ProjectRef): Promise<Token> {
  return issue(link, { identity: { methods: ["token"], token: { id: token } }, scope: scopeOf(project) });
}

/** What a token is good for; an OpenStackError `expired` when it is no longer. */
export async function describe(link: Link, token: string): Promise<Token> {
  const headers = { "x-auth-token": token, "x-subject-token": token };
  return retrying(link, "GET", async () => {
    const { body } = await ask(link, { method: "GET", headers });
    return { ...read(link, body), value: token };
  });
}

/** Makes the token useless; one that already is, is no error. */
export async function revoke(link: Link, token: string): Promise<void> {
  try {
    await ask(link, { method: "DELETE", headers: { "x-auth-token": token, "x-subject-token": token } });
  } catch (error) {
    if (error instanceof OpenStackError && (error.code === "expired" || error.code === "not-found")) return;
    throw error;
  }
}

async function issue(link: Link, auth: object): Promise<Token> {
  // A second token is no harm, so signing in may be tried again, unlike other creates.
  return retrying(link, "GET", async () => {
    const { body, token } = await ask(link, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ auth }),
      harmless: true,
    }).catch(asRefused);
    if (!token) throw unexpected(link, "no token in the answer");
    return { ...read(link, body), value: token };
  });
}

// Keystone answers 404 when an application credential was deleted; to us it is no longer accepted, like any other.
function asRefused(error: unknown): never {
  if (!(error instanceof OpenStackError) || error.code !== "not-found") throw error;
  const { service, site, status, requestId } = error;
  throw new OpenStackError(`Keystone at ${site} does not accept the sign-in: it no longer exists.`, {
    service,
    site,
    status,
    requestId,
    code: "expired",
    cause: error,
  });
}

async function ask(
  link: Link,
  request: Pick<Ask, "method" | "headers" | "body" | "harmless">,
): Promise<{ body: string; token: string | undefined }> {
  const url = `${keystoneBase(link.site.keystoneUrl)}/auth/tokens`;
  const answer = await exchange(link, { service: "keystone", url, ...request });
  const body = await textOf(link, answer);
  if (answer.status >= 300) throw refusal({ service: "keystone", site: link.site.name }, answer, body);
  return { body, token: answer.headers["x-subject-token"] };
}

function read(link: Link, body: string): TokenBody {
  try {
    return tokenAnswer.parse(JSON.parse(body)).token;
  } catch (cause) {
    throw unexpected(link, cause);
  }
}

function unexpected(link: Link, cause: unknown): OpenStackError {
  const facts = { service: "keystone", site: link.site.name, code: "unexpected", status: 200, cause } as const;
  return new OpenStackError(`Keystone at ${link.site.name} answered in a way that is not understood.`, facts);
}

function byPassword({ username, password, userDomain, project }: Extract<Credentials, { kind: "password" }>): object {
  const user = { name: username, password, domain: { name: userDomain } };
  // "unscoped" in so many words: otherwise Keystone scopes to the user's default project, if there is one.
  return {
    identity: { methods: ["password"], password: { user } },
    scope: project ? scopeOf(project) : { unscoped: {} },
  };
}

function byApplicationCredential({ id, secret }: Extract<Credentials, { kind: "applicationCredential" }>): object {
  return { identity: { methods: ["application_credential"], application_credential: { id, secret } } };
}

function scopeOf(project: ProjectRef): object {
  return { project: "id" in project ? { id: project.id } : { name: project.name, domain: { name: project.domain } } };
}
