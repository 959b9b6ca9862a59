import type { Row, Store, Table } from "../store";

export type AccessRule = { id: string; service: string; method: string; path: string };

export type UserRow = Row & { name: string; password: string; domainId: string; enabled: boolean };
export type ProjectRow = Row & { name: string; description: string; domainId: string; enabled: boolean };
export type RoleRow = Row & { name: string };
type GrantRow = Row & {
  userId: string;
  projectId: string | null;
  domainId: string | null;
  roleId: string;
};

export type TokenRow = Row & {
  userId: string;
  projectId: string | null;
  domainId: string | null;
  methods: string[];
  issuedAt: number;
  expiresAt: number;
  auditIds: string[];
  applicationCredentialId: string | null;
};

export type ApplicationCredentialRow = Row & {
  name: string;
  description: string | null;
  secret: string;
  userId: string;
  projectId: string;
  roleIds: string[];
  unrestricted: boolean;
  expiresAt: number | null;
  accessRules: AccessRule[] | null;
};

type AccessRuleRow = AccessRule & { userId: string };

export type Identity = {
  users: Table<UserRow>;
  projects: Table<ProjectRow>;
  roles: Table<RoleRow>;
  grants: Table<GrantRow>;
  tokens: Table<TokenRow>;
  applicationCredentials: Table<ApplicationCredentialRow>;
  accessRules: Table<AccessRuleRow>;
};

export function identityTables(store: Store, cloud: string): Identity {
  return {
    users: store.table(`${cloud}/users`),
    projects: store.table(`${cloud}/projects`),
    roles: store.table(`${cloud}/roles`),
    grants: store.table(`${cloud}/grants`),
    tokens: store.table(`${cloud}/tokens`),
    applicationCredentials: store.table(`${cloud}/application-credentials`),
    accessRules: store.table(`${cloud}/access-rules`),
  };
}

export const DOMAIN = { id: "default", name: "Default" };
