import type { ResourceKind } from "@/lib/domain/resource";
import type { Kind } from "../kind";
import { image } from "./image";
import { network } from "./network";
import { server } from "./server";
import { volume } from "./volume";

export const kinds: Record<ResourceKind, Kind> = {
  "OS::Nova::Server": server,
  "OS::Cinder::Volume": volume,
  "OS::Glance::Image": image,
  "OS::Neutron::Network": network,
};
