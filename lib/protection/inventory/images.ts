import type { Image } from "@/lib/openstack/glance/schemas";
import { facts, named, type ListInventory, type ListedResource } from "./listing";
import { searchedPage } from "./searched-page";

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** The project's own images; the cloud's public ones need no protection by a tenant. */
export const listImages: ListInventory = (cloud, query) =>
  searchedPage(query, {
    page: ({ marker, limit }) =>
      cloud.glance.images.page({ owner: cloud.projectId, marker, limit, sort: "name:asc,id:asc" }),
    toRow: (image) => imageRow(image, cloud.site.id),
  });

export function imageRow(image: Image, siteId: string): ListedResource {
  return {
    kind: "OS::Glance::Image",
    id: image.id,
    name: named(image.name, image.id),
    siteId,
    status: image.status,
    sizeGiB: image.size === null ? null : image.size / GIB,
    createdAt: image.created_at,
    facts: facts({
      Format: image.disk_format,
      Size: image.size === null ? null : `${(image.size / MIB).toFixed(image.size < MIB ? 2 : 0)} MiB`,
      Visibility: image.visibility,
    }),
    dependsOn: [],
  };
}
