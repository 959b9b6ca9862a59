import { z } from "zod";
import { badRequest, type Answer, type Call, parse } from "../call";
import type { Cloud } from "../world";
import type { ApplicationCredentialRow, ProjectRow, TokenRow, UserRow } from "./records";
import { findToken, issueToken, rolesOf, tokenView, unauthorized, type Scope } from "./tokens";

const named = z.object({ id: z.string().optional(), name: z.string().optional() });
const inDomain = named.extend({ domain: named.optional() });

const authBody = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.array(z.string()).min(1),
      password: z.object({ user: inDomain.extend({ password: z.string() }) }).optional(),
      token: z.object({ id: z.string() }).optional(),
      application_credential: named.extend({ secret: z.string(), user: inDomain.optional() }).optional(),
    }),
    scope: z
      .union([
        z.literal("unscoped"),
        z.object({
          project: inDomain.optional(),
          domain: named.optional(),
          unscoped: z.unknown().optional(),
          system: z.unknown().optional(),
        }),
      ])
      .optional(),
  }),
});

type Asked = z.output<typeof authBody>["auth"];
type Proven = {
  user: UserRow;
  methods: string[];
  credential?: ApplicationCredentialRow;
  from?: TokenRow;
};

export function authenticate(call: Call, cloud: Cloud): Answer {
  const { auth } = parse(call, authBody);
  const proven = prove(call, cloud, auth);
  const scope = scopeOf(cloud, proven, auth);
  const token = issueToken(call.world, cloud, {
    ...scope,
    userId: proven.user.id,
    methods: proven.methods,
    applicationCredentialId: proven.credential?.id ?? null,
    expiresAt: proven.from?.expiresAt,
    parentAuditId: proven.from?.auditIds[0],
  });
  const withCatalog = !call.query.has("nocatalog");
  return {
    status: 201,
    body: { token: tokenView(call.world, cloud, token, withCatalog) },
    headers: { "X-Subject-Token": token.id },
  };
}

function prove(call: Call, cloud: Cloud, auth: Asked): Proven {
  const { methods, password, token, application_credential: credential } = auth.identity;
  if (methods.includes("password") && password !== undefined) {
    const user = findUser(cloud, password.user);
    if (user === undefined || user.password !== password.user.password) throw unauthorized();
    return { user, methods: ["password"] };
  }
  if (methods.includes("application_credential") && credential !== undefined)
    return proveCredential(call, cloud, credential);
  if (methods.includes("token") && token !== undefined) {
    const from = findToken(call.world, cloud, token.id);
    const user = from === undefined ? undefined : cloud.identity.users.get(from.userId);
    if (from === undefined || user === undefined || from.applicationCredentialId !== null) throw unauthorized();
    return { user, methods: [...new Set([...from.methods, "token"])], from };
  }
  throw badRequest("Attempted to authenticate with an unsupported method.");
}

function proveCredential(
  call: Call,
  cloud: Cloud,
  asked: NonNullable<Asked["identity"]["application_credential"]>,
): Proven {
  const owner = asked.user === undefined ? undefined : findUser(cloud, asked.user);
  const credential =
    asked.id === undefined
      ? cloud.identity.applicationCredentials.all().find((one) => one.name === asked.name && one.userId === owner?.id)
      : cloud.identity.applicationCredentials.get(asked.id);
  const user = credential === undefined ? undefined : cloud.identity.users.get(credential.userId);
  const expired =
    credential !== undefined && credential.expiresAt !== null && credential.expiresAt <= call.world.clock.now();
  if (credential === undefined || user === undefined || credential.secret !== asked.secret || expired)
    throw unauthorized();
  return { user, methods: ["application_credential"], credential };
}

function scopeOf(cloud: Cloud, proven: Proven, auth: Asked): Scope {
  if (proven.credential !== undefined) return { projectId: proven.credential.projectId, domainId: null };
  const scope = auth.scope;
  if (scope === undefined || scope === "unscoped") return { projectId: null, domainId: null };
  if (scope.domain !== undefined) {
    const domainId = scope.domain.id ?? (scope.domain.name === "Default" ? "default" : "");
    return withRoles(cloud, proven.user, { projectId: null, domainId });
  }
  if (scope.project === undefined) return { projectId: null, domainId: null };
  const project = findProject(cloud, scope.project);
  if (project === undefined) throw unauthorized();
  return withRoles(cloud, proven.user, { projectId: project.id, domainId: null });
}

function withRoles(cloud: Cloud, user: UserRow, scope: Scope): Scope {
  if (rolesOf(cloud, user.id, scope).length === 0) throw unauthorized();
  return scope;
}

type Named = z.output<typeof inDomain>;

function inDefaultDomain(asked: Named): boolean {
  return asked.domain?.id === "default" || asked.domain?.name === "Default";
}

function findUser(cloud: Cloud, asked: Named): UserRow | undefined {
  if (asked.id !== undefined) return cloud.identity.users.get(asked.id);
  if (!inDefaultDomain(asked)) return undefined;
  return cloud.identity.users.all().find((user) => user.name === asked.name);
}

function findProject(cloud: Cloud, asked: Named): ProjectRow | undefined {
  if (asked.id !== undefined) return cloud.identity.projects.get(asked.id);
  if (!inDefaultDomain(asked)) return undefined;
  return cloud.identity.projects.all().find((project) => project.name === asked.name);
}
