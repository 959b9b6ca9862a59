// The little of OpenStack's API that the benches need, apart from the client that they measure.

/** A project of one region: `call(service, method, path, body)` answers JSON, and throws with what the cloud said. */
export async function signIn({ keystone, user, password, project, region }) {
  const began = await fetch(`${keystone}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      auth: {
        identity: { methods: ["password"], password: { user: { name: user, password, domain: { id: "default" } } } },
        scope: { project: { name: project, domain: { id: "default" } } },
      },
    }),
  });
  if (!began.ok) throw new Error(`${user} cannot sign in to ${project}: ${began.status} ${await began.text()}`);
  const { token } = await began.json();
  const secret = began.headers.get("x-subject-token");
  const urlOf = (type) => {
    if (type === "identity") return keystone;
    const service = token.catalog.find((each) => each.type === type);
    const endpoint = service?.endpoints.find((each) => each.interface === "public" && each.region_id === region);
    if (!endpoint) throw new Error(`${region} has no ${type}`);
    return endpoint.url.replace(/\/$/, "");
  };
  const call = async (type, method, path, body, version) => {
    const headers = {
      "x-auth-token": secret,
      accept: "application/json",
      ...(body ? { "content-type": "application/json" } : {}),
      ...version,
    };
    const answer = await fetch(`${urlOf(type)}${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok)
      throw Object.assign(new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 400)}`), {
        status: answer.status,
      });
    return text ? JSON.parse(text) : null;
  };
  return { call, projectId: token.project.id, userId: token.user.id };
}

export const COMPUTE = { "openstack-api-version": "compute 2.90" };
export const VOLUME = { "openstack-api-version": "volume 3.64" };
