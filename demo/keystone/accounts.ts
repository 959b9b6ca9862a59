import { hexIdOf } from "../ids";
import type { Identity } from "./records";

const PASSWORD = "secret";

const ROLES = ["admin", "member", "reader", "service", "heat_stack_user", "creator", "ResellerAdmin"];
const PROJECTS = ["admin", "service", "demo", "alt"];
const GRANTS: [user: string, project: string, roles: string[]][] = [
  ["admin", "admin", ["admin"]],
  ["admin", "demo", ["admin"]],
  ["demo", "demo", ["member", "reader"]],
  ["alt", "alt", ["member", "reader"]],
  ["viewer", "demo", ["reader"]],
];

/** The first cloud's ids are plain; a second cloud has the same names and other ids. */
export function accountId(cloud: string, kind: "user" | "project" | "role", name: string): string {
  return hexIdOf(cloud === "one" ? `${kind} ${name}` : `${cloud} ${kind} ${name}`);
}

export function fillAccounts(identity: Identity, cloud: string): void {
  for (const name of ROLES) identity.roles.put({ id: accountId(cloud, "role", name), name });
  for (const name of PROJECTS) {
    identity.projects.put({
      id: accountId(cloud, "project", name),
      name,
      description: "",
      domainId: "default",
      enabled: true,
    });
  }
  for (const name of new Set(GRANTS.map(([user]) => user))) {
    identity.users.put({
      id: accountId(cloud, "user", name),
      name,
      password: PASSWORD,
      domainId: "default",
      enabled: true,
    });
  }
  for (const [user, project, roles] of GRANTS) {
    for (const role of roles) {
      identity.grants.put({
        id: `${user}/${project}/${role}`,
        userId: accountId(cloud, "user", user),
        projectId: accountId(cloud, "project", project),
        domainId: null,
        roleId: accountId(cloud, "role", role),
      });
    }
  }
  identity.grants.put({
    id: "admin/domain/admin",
    userId: accountId(cloud, "user", "admin"),
    projectId: null,
    domainId: "default",
    roleId: accountId(cloud, "role", "admin"),
  });
}
