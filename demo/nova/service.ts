import { ok } from "../call";
import type { Service } from "../admit";
import { computeRefusal } from "../shapes";
import { serverActionRoutes } from "./actions";
import { attachmentRoutes } from "./attachments";
import { catalogueRoutes } from "./catalogue";
import { instanceActionRoutes } from "./instance-actions";
import { computeQuotaRoutes } from "./quotas";
import { serverRoutes } from "./servers";

const version = (base: string) => ({
  id: "v2.1",
  status: "CURRENT",
  version: "2.93",
  min_version: "2.1",
  updated: "2013-07-23T11:33:21Z",
  links: [{ rel: "self", href: `${base}/v2.1/` }],
});

const media = [{ base: "application/json", type: "application/vnd.openstack.compute+json;version=2.1" }];

export const novaService: Service = {
  type: "compute",
  mount: "/compute",
  routes: [
    ...serverRoutes,
    ...serverActionRoutes,
    ...attachmentRoutes,
    ...instanceActionRoutes,
    ...catalogueRoutes,
    ...computeQuotaRoutes,
  ],
  microversions: { word: "compute", major: 2, min: 1, max: 93 },
  refuse: computeRefusal,
  open: (path, base) => {
    if (path === "/") return ok({ versions: [version(base)] });
    return path === "/v2.1" ? ok({ version: { ...version(base), "media-types": media } }) : null;
  },
  projectInPath: null,
};
