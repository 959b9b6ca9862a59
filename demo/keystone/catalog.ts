import { hexIdOf } from "../ids";
import { siteOf, type Cloud, type World } from "../world";

type Entry = { type: string; name: string; path: string };

/** Each service's type, name and path below the site's address; `$P` is the project's id. */
export const CATALOG: Entry[] = [
  { type: "image", name: "glance", path: "/image" },
  { type: "network", name: "neutron", path: "/network" },
  { type: "compute", name: "nova", path: "/compute/v2.1" },
  { type: "volumev3", name: "cinderv3", path: "/volume/v3/$P" },
  { type: "orchestration", name: "heat", path: "/orchestration/v1/$P" },
  { type: "object-store", name: "swift", path: "/object-store/v1/AUTH_$P" },
];

export function catalogOf(world: World, cloud: Cloud, projectId: string | null): unknown[] {
  const regional = CATALOG.filter((entry) => projectId !== null || !entry.path.includes("$P")).map((entry) => ({
    endpoints: cloud.regions.flatMap((region) =>
      endpoints(cloud, region, entry.type, siteOf(world, region).url + entry.path.replace("$P", projectId ?? "")),
    ),
    id: hexIdOf(`${cloud.name} service ${entry.type}`),
    type: entry.type,
    name: entry.name,
  }));
  const identity = {
    endpoints: cloud.regions.flatMap((region) => endpoints(cloud, region, "identity", `${cloud.url}/v3`)),
    id: hexIdOf(`${cloud.name} service identity`),
    type: "identity",
    name: "keystone",
  };
  return [...regional, identity];
}

function endpoints(cloud: Cloud, region: string, type: string, url: string): unknown[] {
  return ["public", "internal"].map((face) => ({
    id: hexIdOf(`${cloud.name} endpoint ${region} ${type} ${face}`),
    interface: face,
    region_id: region,
    url,
    region,
  }));
}
