import type { SavedResource } from "@/lib/domain/manifest-resources";
import { propertiesOf } from "@/lib/openstack/glance/schemas";
import { named, remembered, type Describing, type Kind, type Node } from "../kind";

export const image: Kind = {
  refs: (_around, images) => images.map((each) => ({ kind: "OS::Glance::Image", ...named(each) })),
  nodes: (member) => [{ ...member, sizeGiB: null, dependsOn: [] }],
  describe: savedImage,
};

async function savedImage({ cloud }: Describing, node: Node): Promise<SavedResource | null> {
  const image = await cloud.glance.images.find(node.id);
  if (!image) return null;
  const checksum =
    image.os_hash_algo && image.os_hash_value
      ? `${image.os_hash_algo}:${image.os_hash_value}`
      : image.checksum
        ? `md5:${image.checksum}`
        : null;
  return {
    kind: "OS::Glance::Image",
    ...remembered(node),
    diskFormat: image.disk_format,
    containerFormat: image.container_format,
    minDiskGiB: image.min_disk,
    minRamMiB: image.min_ram,
    sizeBytes: image.size,
    checksum,
    visibility: image.visibility,
    tags: image.tags,
    properties: propertiesOf(image),
  };
}
