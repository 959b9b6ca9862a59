import { z } from "zod";
import type { Http } from "../http";
import {
  applicationCredential,
  project,
  region,
  role,
  roleAssignment,
  type AccessRule,
  type ApplicationCredential,
  type Project,
  type Region,
  type Role,
  type RoleAssignment,
} from "./schemas";

const projects = z.looseObject({ projects: z.array(project) }).transform((body) => body.projects);
const oneProject = z.looseObject({ project }).transform((body) => body.project);
const regions = z.looseObject({ regions: z.array(region) }).transform((body) => body.regions);
const roles = z.looseObject({ roles: z.array(role) }).transform((body) => body.roles);
const assignments = z
  .looseObject({ role_assignments: z.array(roleAssignment) })
  .transform((body) => body.role_assignments);
const credential = z
  .looseObject({ application_credential: applicationCredential })
  .transform((body) => body.application_credential);
const credentials = z
  .looseObject({ application_credentials: z.array(applicationCredential) })
  .transform((body) => body.application_credentials);

export type NewApplicationCredential = {
  name: string;
  description?: string;
  roles?: { name: string }[];
  expires_at?: string | null;
  /** What it may call; nothing else will be let through by any service. */
  access_rules?: AccessRule[];
};

/** Identity: who may do what where. Signing in and out is in authenticate.ts. */
export function keystone(http: Http) {
  const ofUser = (userId: string) => `/users/${userId}/application_credentials`;
  const own = async () => ofUser((await http.token()).user.id);
  return {
    projects: {
      /** Those in which the signed-in user has a role. */
      mine: (): Promise<Project[]> => http.get("/auth/projects", projects),
      /** For administrators. */
      list: (query: { name?: string; domain_id?: string } = {}): Promise<Project[]> =>
        http.get("/projects", projects, { query }),
      find: (id: string): Promise<Project | null> => http.find(`/projects/${id}`, oneProject),
    },
    regions: { list: (): Promise<Region[]> => http.get("/regions", regions) },
    /** For administrators. */
    roles: { list: (): Promise<Role[]> => http.get("/roles", roles) },
    /** For administrators. */
    roleAssignments: (query: { "user.id"?: string; "scope.project.id"?: string } = {}): Promise<RoleAssignment[]> =>
      http.get("/role_assignments", assignments, { query: { ...query, include_names: "true" } }),
    applicationCredentials: {
      list: async (): Promise<ApplicationCredential[]> => http.get(await own(), credentials),
      find: async (id: string): Promise<ApplicationCredential | null> => http.find(`${await own()}/${id}`, credential),
      /** Bound to the token's user and project. The secret is in this answer and never again; a name taken is refused with `conflict`. */
      create: async (input: NewApplicationCredential): Promise<ApplicationCredential & { secret: string }> => {
        const body = { application_credential: { ...input, unrestricted: false } };
        return http.post(
          await own(),
          body,
          z
            .looseObject({ application_credential: applicationCredential.extend({ secret: z.string() }) })
            .transform((answer) => answer.application_credential),
        );
      },
      /** Another user's only for administrators. */
      remove: async (id: string, userId?: string) => http.remove(`${userId ? ofUser(userId) : await own()}/${id}`),
    },
    versions: http.versions,
  };
}
export type Keystone = ReturnType<typeof keystone>;
