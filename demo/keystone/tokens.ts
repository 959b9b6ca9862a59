import { ApiError, type Caller } from "../call";
import { tokenTime } from "../clock";
import { newSecret } from "../ids";
import type { Cloud, World } from "../world";
import { catalogOf } from "./catalog";
import { DOMAIN, type RoleRow, type TokenRow } from "./records";

export const unauthorized = (message = "The request you have made requires authentication.") =>
  new ApiError(401, message, "Unauthorized");

export type Scope = { projectId: string | null; domainId: string | null };

export function rolesOf(cloud: Cloud, userId: string, scope: Scope): RoleRow[] {
  return cloud.identity.grants
    .all()
    .filter(
      (grant) =>
        grant.userId === userId &&
        (scope.projectId === null
          ? grant.domainId !== null && grant.domainId === scope.domainId
          : grant.projectId === scope.projectId),
    )
    .flatMap((grant) => cloud.identity.roles.get(grant.roleId) ?? []);
}

export function issueToken(
  world: World,
  cloud: Cloud,
  wanted: Pick<TokenRow, "userId" | "projectId" | "domainId" | "methods" | "applicationCredentialId"> & {
    /** A rescoped token lives no longer than the one it was made from. */
    expiresAt?: number;
    parentAuditId?: string;
  },
): TokenRow {
  const { expiresAt, parentAuditId, ...rest } = wanted;
  const issuedAt = world.clock.now();
  return cloud.identity.tokens.put({
    ...rest,
    id: `gAAAAA${newSecret(90)}`,
    issuedAt,
    expiresAt: expiresAt ?? issuedAt + world.tokenLifeSeconds * 1000,
    auditIds: [newSecret(16), ...(parentAuditId === undefined ? [] : [parentAuditId])],
  });
}

/** The living token, or undefined when it is unknown, expired, revoked, or its application credential is gone. */
export function findToken(world: World, cloud: Cloud, id: string | null | undefined): TokenRow | undefined {
  if (id === null || id === undefined || id === "") return undefined;
  const token = cloud.identity.tokens.get(id);
  if (token === undefined || token.expiresAt <= world.clock.now()) return undefined;
  const credentialId = token.applicationCredentialId;
  if (credentialId !== null && cloud.identity.applicationCredentials.get(credentialId) === undefined) return undefined;
  return token;
}

function tokenRoles(cloud: Cloud, token: TokenRow): RoleRow[] {
  const held = rolesOf(cloud, token.userId, token);
  if (token.applicationCredentialId === null) return held;
  const credential = cloud.identity.applicationCredentials.get(token.applicationCredentialId);
  return held.filter((role) => credential?.roleIds.includes(role.id));
}

export function callerOf(cloud: Cloud, token: TokenRow): Caller {
  const roles = tokenRoles(cloud, token).map((role) => role.name);
  return {
    token: token.id,
    cloud: cloud.name,
    userId: token.userId,
    userName: cloud.identity.users.get(token.userId)?.name ?? "",
    projectId: token.projectId,
    domainId: token.domainId,
    roles,
    isAdmin: roles.includes("admin"),
    applicationCredentialId: token.applicationCredentialId,
  };
}

export function tokenView(world: World, cloud: Cloud, token: TokenRow, withCatalog = true): Record<string, unknown> {
  const user = cloud.identity.users.get(token.userId);
  const project = token.projectId === null ? undefined : cloud.identity.projects.get(token.projectId);
  const credential =
    token.applicationCredentialId === null
      ? undefined
      : cloud.identity.applicationCredentials.get(token.applicationCredentialId);
  const scoped = project !== undefined || token.domainId !== null;
  return {
    methods: token.methods,
    user: { domain: DOMAIN, id: token.userId, name: user?.name, password_expires_at: null },
    audit_ids: token.auditIds,
    expires_at: tokenTime(token.expiresAt),
    issued_at: tokenTime(token.issuedAt),
    ...(project === undefined
      ? {}
      : { project: { domain: DOMAIN, id: project.id, name: project.name }, is_domain: false }),
    ...(token.domainId === null ? {} : { domain: DOMAIN }),
    ...(scoped ? { roles: tokenRoles(cloud, token).map(({ id, name }) => ({ id, name })) } : {}),
    ...(scoped && withCatalog ? { catalog: catalogOf(world, cloud, token.projectId) } : {}),
    ...(credential === undefined
      ? {}
      : {
          application_credential: {
            id: credential.id,
            name: credential.name,
            restricted: !credential.unrestricted,
            ...(credential.accessRules === null ? {} : { access_rules: credential.accessRules }),
          },
        }),
  };
}
