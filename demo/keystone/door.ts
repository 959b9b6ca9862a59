import { ok, type Route } from "../call";
import type { Service } from "../admit";
import { identityRefusal } from "../shapes";
import { cloudOf } from "../world";
import { keystoneRoutes, signIn } from "./service";

const version = (base: string) => ({
  id: "v3.14",
  status: "stable",
  updated: "2020-04-07T00:00:00Z",
  links: [{ rel: "self", href: `${base}/v3/` }],
  "media-types": [{ base: "application/json", type: "application/vnd.openstack.identity-v3+json" }],
});

const signInRoute: Route = {
  ...signIn,
  can: "reader",
  rule: "identity:authenticate",
  handle: (call) => signIn.handle(call, cloudOf(call.world, call.caller.cloud)),
};

export const keystoneService: Service = {
  type: "identity",
  mount: "",
  routes: [signInRoute, ...keystoneRoutes],
  microversions: null,
  refuse: identityRefusal,
  open: (path, base) => {
    if (path === "/")
      return {
        status: 300,
        body: { versions: { values: [version(base)] } },
        headers: { Location: `${base}/v3/` },
      };
    return path === "/v3" ? ok({ version: version(base) }) : null;
  },
  projectInPath: null,
};
