/** What one may be allowed to do. Checked again by the cloud with every call. */
export const PERMISSIONS = [
  "project:read", // see everything of the project
  "project:write", // plans, checkpoints, restores, runs of the project
  "admin:read", // all projects, sites
  "admin:write", // add, edit and remove sites
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** The signed-in person, in one project of one cloud. */
export type Actor = {
  sessionId: string;
  userId: string;
  userName: string;
  cloudId: string;
  projectId: string;
  projectName: string;
  roles: string[];
  /** The request's id, passed on to OpenStack. */
  requestId: string;
  address: string;
};

/** Every query of a tenant's data takes this, and nothing wider. */
export type Scope = { cloudId: string; projectId: string };

/** Roles decide what Breakwater offers; OpenStack's own policy still has the last word. */
export function isAllowed(actor: Pick<Actor, "roles">, permission: Permission): boolean {
  const roles = new Set(actor.roles.map((role) => role.toLowerCase()));
  if (roles.has("admin")) return true;
  if (permission === "project:read") return roles.has("reader") || roles.has("member");
  if (permission === "project:write") return roles.has("member");
  return false;
}
