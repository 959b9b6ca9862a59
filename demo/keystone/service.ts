import { forbidden, gone, notFound, ok, param, type Answer, type Call, type Route } from "../call";
import { cloudOf, type Cloud } from "../world";
import {
  createApplicationCredential,
  deleteAccessRule,
  deleteApplicationCredential,
  listAccessRules,
  listApplicationCredentials,
  showApplicationCredential,
} from "./application-credentials";
import { authenticate } from "./authenticate";
import { CATALOG, catalogOf } from "./catalog";
import { DOMAIN, type ProjectRow, type UserRow } from "./records";
import { findToken, rolesOf, tokenView } from "./tokens";
import { hexIdOf } from "../ids";

type Handle = (call: Call, cloud: Cloud) => Answer;

function route(method: Route["method"], path: string, handle: Handle, can: Route["can"] = "reader"): Route {
  const rule = `identity:${method === "GET" ? "list" : method.toLowerCase()}_${path.split("/")[2] ?? ""}`;
  return { method, path, can, rule, handle: (call) => handle(call, cloudOf(call.world, call.caller.cloud)) };
}

export const signIn = { method: "POST", path: "/v3/auth/tokens", handle: authenticate } as const;

export const keystoneRoutes: Route[] = [
  route("GET", "/v3/auth/tokens", validate),
  route("HEAD", "/v3/auth/tokens", validate),
  route("DELETE", "/v3/auth/tokens", revoke),
  route("GET", "/v3/auth/projects", authProjects),
  route("GET", "/v3/auth/domains", (_call, _cloud) => ok({ domains: [domainView()], links: noLinks })),
  route("GET", "/v3/auth/catalog", (call, cloud) =>
    ok({ catalog: catalogOf(call.world, cloud, call.caller.projectId), links: noLinks }),
  ),
  route("GET", "/v3/regions", (_call, cloud) => ok({ regions: cloud.regions.map(regionView), links: noLinks })),
  route("GET", "/v3/regions/:id", (call, cloud) => {
    const id = param(call, "id");
    if (!cloud.regions.includes(id)) throw notFound(`Could not find region: ${id}.`);
    return ok({ region: regionView(id) });
  }),
  route("GET", "/v3/projects", listProjects, "admin"),
  route("GET", "/v3/projects/:id", showProject),
  route("GET", "/v3/users", listUsers, "admin"),
  route("GET", "/v3/users/:user", showUser),
  route("GET", "/v3/users/:user/projects", userProjects),
  route("GET", "/v3/users/:user/application_credentials", listApplicationCredentials),
  route("POST", "/v3/users/:user/application_credentials", createApplicationCredential),
  route("GET", "/v3/users/:user/application_credentials/:id", showApplicationCredential),
  route("DELETE", "/v3/users/:user/application_credentials/:id", deleteApplicationCredential),
  route("GET", "/v3/users/:user/access_rules", listAccessRules),
  route("DELETE", "/v3/users/:user/access_rules/:id", deleteAccessRule),
  route(
    "GET",
    "/v3/roles",
    (call, cloud) => {
      const name = call.query.get("name");
      const roles = cloud.identity.roles.all().filter((role) => name === null || role.name === name);
      return ok({
        roles: roles.map((role) => ({ ...role, domain_id: null, description: null, options: {}, links: {} })),
        links: noLinks,
      });
    },
    "admin",
  ),
  route("GET", "/v3/role_assignments", roleAssignments, "admin"),
  route("GET", "/v3/domains", (_call, _cloud) => ok({ domains: [domainView()], links: noLinks }), "admin"),
  route("GET", "/v3/domains/:id", (_call, _cloud) => ok({ domain: domainView() }), "admin"),
  route("GET", "/v3/services", (_call, cloud) => ok({ services: services(cloud), links: noLinks }), "admin"),
  route("GET", "/v3/endpoints", listEndpoints, "admin"),
];

const noLinks = { next: null, self: null, previous: null };

function validate(call: Call, cloud: Cloud): Answer {
  const subject = call.headers.get("x-subject-token");
  const token = findToken(call.world, cloud, subject);
  if (token === undefined) throw notFound(`Could not find token: ${subject ?? ""}.`);
  if (token.userId !== call.caller.userId && !call.caller.isAdmin) throw refused("validate_token");
  const view = tokenView(call.world, cloud, token, !call.query.has("nocatalog"));
  return ok({ token: view }, { "X-Subject-Token": token.id });
}

function revoke(call: Call, cloud: Cloud): Answer {
  const token = findToken(call.world, cloud, call.headers.get("x-subject-token"));
  if (token === undefined) throw notFound("Could not find token.");
  if (token.userId !== call.caller.userId && !call.caller.isAdmin) throw refused("revoke_token");
  cloud.identity.tokens.remove(token.id);
  return gone();
}

function authProjects(call: Call, cloud: Cloud): Answer {
  return ok({
    projects: projectsOf(cloud, call.caller.userId).map((one) => projectView(call, one)),
    links: noLinks,
  });
}

function userProjects(call: Call, cloud: Cloud): Answer {
  const user = param(call, "user");
  if (user !== call.caller.userId && !call.caller.isAdmin) throw refused("list_user_projects");
  return ok({ projects: projectsOf(cloud, user).map((one) => projectView(call, one)), links: noLinks });
}

function projectsOf(cloud: Cloud, userId: string): ProjectRow[] {
  return cloud.identity.projects
    .all()
    .filter((project) => rolesOf(cloud, userId, { projectId: project.id, domainId: null }).length > 0);
}

function listProjects(call: Call, cloud: Cloud): Answer {
  const name = call.query.get("name");
  const found = cloud.identity.projects.all().filter((project) => name === null || project.name === name);
  return ok({ projects: found.map((one) => projectView(call, one)), links: noLinks });
}

function showProject(call: Call, cloud: Cloud): Answer {
  const id = param(call, "id");
  const project = cloud.identity.projects.get(id);
  if (!call.caller.isAdmin && call.caller.projectId !== id) throw refused("get_project");
  if (project === undefined) throw notFound(`Could not find project: ${id}.`);
  return ok({ project: projectView(call, project) });
}

function listUsers(call: Call, cloud: Cloud): Answer {
  const name = call.query.get("name");
  const found = cloud.identity.users.all().filter((user) => name === null || user.name === name);
  return ok({ users: found.map((one) => userView(call, one)), links: noLinks });
}

function showUser(call: Call, cloud: Cloud): Answer {
  const id = param(call, "user");
  const user = cloud.identity.users.get(id);
  if (!call.caller.isAdmin && call.caller.userId !== id) throw refused("get_user");
  if (user === undefined) throw notFound(`Could not find user: ${id}.`);
  return ok({ user: userView(call, user) });
}

function roleAssignments(call: Call, cloud: Cloud): Answer {
  const user = call.query.get("user.id");
  const project = call.query.get("scope.project.id");
  const named = call.query.has("include_names") && !/^(0|false)$/i.test(call.query.get("include_names") ?? "");
  const grants = cloud.identity.grants
    .all()
    .filter((grant) => (user === null || grant.userId === user) && (project === null || grant.projectId === project));
  return ok({
    role_assignments: grants.map((grant) => ({
      links: {},
      role: { id: grant.roleId, ...(named ? { name: cloud.identity.roles.get(grant.roleId)?.name } : {}) },
      user: { id: grant.userId, ...(named ? { name: cloud.identity.users.get(grant.userId)?.name } : {}) },
      scope: grant.projectId === null ? { domain: { id: grant.domainId } } : { project: { id: grant.projectId } },
    })),
    links: noLinks,
  });
}

function services(cloud: Cloud) {
  return [...CATALOG.map(({ type, name }) => ({ type, name })), { type: "identity", name: "keystone" }].map((one) => ({
    ...one,
    id: hexIdOf(`${cloud.name} service ${one.type}`),
    enabled: true,
    description: "",
    links: {},
  }));
}

function listEndpoints(call: Call, cloud: Cloud): Answer {
  const endpoints = services(cloud).flatMap((service) =>
    cloud.regions.map((region) => ({
      id: hexIdOf(`${cloud.name} endpoint ${region} ${service.type} public`),
      interface: "public",
      region,
      region_id: region,
      service_id: service.id,
      url: call.base,
      enabled: true,
      links: {},
    })),
  );
  return ok({ endpoints, links: noLinks });
}

function regionView(id: string) {
  return { id, description: "", parent_region_id: null, links: {} };
}

function domainView() {
  return { ...DOMAIN, enabled: true, description: "The default domain", options: {}, tags: [], links: {} };
}

function projectView(call: Call, project: ProjectRow) {
  return {
    id: project.id,
    name: project.name,
    domain_id: project.domainId,
    description: project.description,
    enabled: project.enabled,
    parent_id: project.domainId,
    is_domain: false,
    tags: [],
    options: {},
    links: { self: `${call.base}/v3/projects/${project.id}` },
  };
}

function userView(call: Call, user: UserRow) {
  return {
    id: user.id,
    name: user.name,
    domain_id: user.domainId,
    enabled: user.enabled,
    password_expires_at: null,
    options: {},
    links: { self: `${call.base}/v3/users/${user.id}` },
  };
}

function refused(rule: string) {
  return forbidden(`You are not authorized to perform the requested action: identity:${rule}.`);
}
