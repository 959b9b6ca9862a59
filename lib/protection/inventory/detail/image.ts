import { propertiesOf } from "@/lib/openstack/glance/schemas";
import { imageRow } from "../images";
import { facts } from "../listing";
import { joined, type ReadDetail } from "./detail";

/** One of the project's own images, with its properties. */
export const readImage: ReadDetail = async (cloud, id) => {
  const image = await cloud.glance.images.find(id);
  if (!image || image.owner !== cloud.projectId) return null;
  const resource = imageRow(image, cloud.site.id);
  const more = facts({
    Container: image.container_format,
    "Least disk": image.min_disk > 0 ? `${image.min_disk} GiB` : null,
    "Least memory": image.min_ram > 0 ? `${image.min_ram} MiB` : null,
    Checksum: image.os_hash_value ? `${image.os_hash_algo ?? ""} ${image.os_hash_value}`.trim() : image.checksum,
    Tags: joined(image.tags),
    Properties: joined(Object.entries(propertiesOf(image)).map(([key, value]) => `${key}=${value}`)),
  });
  return { resource: { ...resource, facts: [...resource.facts, ...more] }, parts: [] };
};
