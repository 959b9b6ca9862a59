import { randomUUID } from "node:crypto";
import { cinder, type Cinder } from "./cinder/client";
import { OpenStackError, type ServiceName } from "./error";
import { forReading, untilAborted, type Link } from "./exchange";
import { glance, type Glance } from "./glance/client";
import { heat, type Heat } from "./heat/client";
import { createHttp } from "./http";
import type { Token } from "./keystone/authenticate";
import { keystone, type Keystone } from "./keystone/client";
import { neutron, type Neutron } from "./neutron/client";
import { nova, type Nova } from "./nova/client";
import type { Observe } from "./observer";
import { openSession } from "./session";
import type { Credentials, Site } from "./site";
import { swift, type Swift } from "./swift/client";

/** One project at one site, as one identity sees it. */
export type Cloud = {
  site: Site;
  projectId: string;
  projectName: string;
  userId: string;
  roles: string[];
  expiresAt: Date;
  keystone: Keystone;
  nova: Nova;
  cinder: Cinder;
  glance: Glance;
  neutron: Neutron;
  swift: Swift;
  heat: Heat;
};

export type ConnectOptions = {
  /** A UUID, with or without `req-`: goes to every service, and into its logs. */
  requestId?: string;
  /** Ends all calls made through the cloud, as a timeout. */
  signal?: AbortSignal;
  observe?: Observe;
  /** How long a service may take to begin an answer. */
  timeoutMs?: number;
  /** How long a reading may take with all its attempts, in case a service hangs. */
  readingMs?: number;
};

/** Signs in, or takes up the sign-in that this process already has, and gives the site's services. */
export async function connect(site: Site, credentials: Credentials, options: ConnectOptions = {}): Promise<Cloud> {
  const link = linkTo(site, options);
  const session = openSession(link, credentials);
  const token = await untilAborted(forReading(link), { service: "keystone" }, session.token());
  const { project } = token;
  if (!project) throw unscoped(link);
  const http = (service: ServiceName) => createHttp({ link, session, service });
  return {
    site,
    projectId: project.id,
    projectName: project.name,
    userId: token.user.id,
    roles: roleNames(token),
    expiresAt: new Date(token.expires_at),
    keystone: keystone(http("keystone")),
    nova: nova(http("nova")),
    cinder: cinder(http("cinder")),
    glance: glance(http("glance")),
    neutron: neutron(http("neutron")),
    swift: swift(http("swift")),
    heat: heat(http("heat")),
  };
}

/** The same before a project is chosen: enough to list the user's projects and to know who it is. */
export async function identify(
  site: Site,
  credentials: Credentials,
  options: ConnectOptions = {},
): Promise<{ token: Token; keystone: Keystone }> {
  const link = linkTo(site, options);
  const session = openSession(link, credentials);
  return { token: await session.token(), keystone: keystone(createHttp({ link, session, service: "keystone" })) };
}

/** What calls to a site share: for signing in and out, which need no more than this. */
export function linkTo(site: Site, { requestId, timeoutMs = 60_000, ...rest }: ConnectOptions = {}): Link {
  return { ...rest, site, requestId: globalRequestId(requestId), timeoutMs };
}

export function roleNames(token: Pick<Token, "roles">): string[] {
  return token.roles.map(({ name }) => name);
}

// Services take over an id only if it looks exactly like this.
function globalRequestId(id: string = randomUUID()): string {
  const uuid = id.replace(/^req-/, "").toLowerCase();
  return `req-${/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid) ? uuid : randomUUID()}`;
}

function unscoped({ site }: Link): OpenStackError {
  const facts = { service: "keystone", site: site.name, code: "unsupported", status: 0 } as const;
  return new OpenStackError(`The sign-in at ${site.name} is not for a project.`, facts);
}
