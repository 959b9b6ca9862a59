import type { ResourceKind } from "@/lib/domain/resource";
import { listImages } from "./images";
import type { ListInventory } from "./listing";
import { listNetworks } from "./networks";
import { listServers } from "./servers";
import { listVolumes } from "./volumes";

/** What exists, by kind: apart from how it is protected. */
export const inventory: Record<ResourceKind, ListInventory> = {
  "OS::Nova::Server": listServers,
  "OS::Cinder::Volume": listVolumes,
  "OS::Glance::Image": listImages,
  "OS::Neutron::Network": listNetworks,
};
