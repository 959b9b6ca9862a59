import type { SavedVolume } from "@/lib/domain/manifest-resources";
import type { Volume } from "@/lib/openstack/cinder/schemas";
import { named, remembered, type Kind, type Node } from "../kind";

export const volume: Kind = {
  refs: ({ volumes }) => volumes.map((each) => ({ kind: "OS::Cinder::Volume", ...named(each) })),
  nodes: ({ id }, { volumes }) => volumes.filter((each) => each.id === id).map(volumeNode),
  describe: async ({ around }, node) => {
    const found = around.volumes.find(({ id }) => id === node.id);
    return found ? savedVolume(found, node) : null;
  },
};

export function volumeNode(volume: Volume): Node {
  return { kind: "OS::Cinder::Volume", ...named(volume), sizeGiB: volume.size, dependsOn: [] };
}

function savedVolume(volume: Volume, node: Node): SavedVolume {
  return {
    kind: "OS::Cinder::Volume",
    ...remembered(node),
    sizeGiB: volume.size,
    volumeType: volume.volume_type,
    description: volume.description,
    metadata: volume.metadata,
    bootable: volume.bootable,
    imageMetadata: volume.volume_image_metadata ?? {},
    zone: volume.availability_zone,
    multiattach: volume.multiattach,
    encrypted: volume.encrypted,
  };
}
