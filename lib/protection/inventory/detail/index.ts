import type { ResourceKind } from "@/lib/domain/resource";
import type { ReadDetail } from "./detail";
import { readImage } from "./image";
import { readNetwork } from "./network";
import { readServer } from "./server";
import { readVolume } from "./volume";

/** One resource with all that it stands on, by kind. */
export const details: Record<ResourceKind, ReadDetail> = {
  "OS::Nova::Server": readServer,
  "OS::Cinder::Volume": readVolume,
  "OS::Glance::Image": readImage,
  "OS::Neutron::Network": readNetwork,
};
