import type { Selection } from "@/lib/domain/plan";
import { RESOURCE_KINDS, resourceKind, type ResourceKind, type ResourceRef } from "@/lib/domain/resource";
import { AppError } from "@/lib/domain/errors";
import type { Cloud } from "@/lib/openstack/cloud";
import type { Image } from "@/lib/openstack/glance/schemas";
import { kinds } from "./kinds";
import type { Surroundings } from "./surroundings";

export type Resolved = {
  members: ResourceRef[];
  /** Named in a fixed selection, and no longer there. */
  missing: ResourceRef[];
};

/** What the plan protects at this moment. A listing that fails throws: an empty answer would drop every member. */
export async function resolveSelection(cloud: Cloud, selection: Selection, around: Surroundings): Promise<Resolved> {
  switch (selection.by) {
    case "fixed":
      return fixed(cloud, selection.resources, around);
    case "metadata":
      return { members: byMetadata(around, await ownImages(cloud), selection), missing: [] };
    case "tag":
      return { members: byTag(around, await ownImages(cloud), selection.tag), missing: [] };
    case "server-group":
      return { members: byServerGroup(around, selection), missing: [] };
    case "stack":
      return { members: await byStack(cloud, selection, around), missing: [] };
    case "project":
      return { members: await byProject(cloud, selection.kinds, around), missing: [] };
  }
}

async function fixed(cloud: Cloud, resources: ResourceRef[], around: Surroundings): Promise<Resolved> {
  const images = resources.some(({ kind }) => kind === "OS::Glance::Image") ? await ownImages(cloud) : [];
  const known = new Map(
    RESOURCE_KINDS.flatMap((kind) => refsOf(kind, around, images)).map((ref) => [`${ref.kind}/${ref.id}`, ref]),
  );
  const members: ResourceRef[] = [];
  const missing: ResourceRef[] = [];
  for (const wanted of resources) {
    const found = known.get(`${wanted.kind}/${wanted.id}`) ?? (await foreignImage(cloud, wanted));
    if (found) members.push(found);
    else missing.push(wanted);
  }
  return { members, missing };
}

/** A public image belongs to another project and can be protected all the same. */
async function foreignImage(cloud: Cloud, { kind, id }: ResourceRef): Promise<ResourceRef | null> {
  if (kind !== "OS::Glance::Image") return null;
  const image = await cloud.glance.images.find(id);
  return image && { kind, id, name: image.name ?? id };
}

function byMetadata(
  around: Surroundings,
  images: Image[],
  { key, value }: { key: string; value: string },
): ResourceRef[] {
  return [
    ...around.servers.filter((server) => server.metadata[key] === value).map(refOf("OS::Nova::Server")),
    ...around.volumes.filter((volume) => volume.metadata[key] === value).map(refOf("OS::Cinder::Volume")),
    ...images.filter((image) => image[key] === value).map(refOf("OS::Glance::Image")),
  ];
}

function byTag(around: Surroundings, images: Image[], tag: string): ResourceRef[] {
  return [
    ...around.servers.filter((server) => server.tags.includes(tag)).map(refOf("OS::Nova::Server")),
    ...images.filter((image) => image.tags.includes(tag)).map(refOf("OS::Glance::Image")),
    ...around.networks.filter((network) => network.tags.includes(tag)).map(refOf("OS::Neutron::Network")),
  ];
}

function byServerGroup(
  { serverGroups, servers }: Surroundings,
  { groupId, name }: { groupId: string; name: string },
): ResourceRef[] {
  const group = serverGroups.find(({ id }) => id === groupId);
  if (!group)
    throw new AppError("not-found", `The server group ${name || groupId} no longer exists.`, {
      remedy: "Edit the plan and choose what it protects.",
    });
  const members = new Set(group.members);
  return servers.filter(({ id }) => members.has(id)).map(refOf("OS::Nova::Server"));
}

async function byStack(
  cloud: Cloud,
  { stackId, name }: { stackId: string; name: string },
  around: Surroundings,
): Promise<ResourceRef[]> {
  const stack = await stackOf(cloud, stackId, name);
  if (!stack)
    throw new AppError("not-found", `The stack ${name || stackId} no longer exists.`, {
      remedy: "Edit the plan and choose what it protects.",
    });
  const resources = await cloud.heat.stacks.resources(stack);
  const images = resources.some(
    (each) => each.resource_type === "OS::Glance::Image" || each.resource_type === "OS::Glance::WebImage",
  )
    ? await ownImages(cloud)
    : [];
  const ids = new Set(resources.map((each) => each.physical_resource_id).filter((id) => id !== ""));
  return RESOURCE_KINDS.flatMap((kind) => refsOf(kind, around, images)).filter(({ id }) => ids.has(id));
}

async function stackOf(cloud: Cloud, id: string, name: string) {
  const known = name ? await cloud.heat.stacks.find({ id, stack_name: name }) : null;
  return known ?? (await cloud.heat.stacks.list()).find((each) => each.id === id) ?? null;
}

async function byProject(cloud: Cloud, kinds: ResourceKind[], around: Surroundings): Promise<ResourceRef[]> {
  const images = kinds.includes("OS::Glance::Image") ? await ownImages(cloud) : [];
  return kinds.flatMap((kind) => refsOf(resourceKind.parse(kind), around, images)).filter(isOwn(cloud, around));
}

function isOwn(cloud: Cloud, { networks }: Surroundings) {
  const foreign = new Set(networks.filter((network) => network.project_id !== cloud.projectId).map(({ id }) => id));
  return (ref: ResourceRef) => !foreign.has(ref.id);
}

/** The project's own images; those that Breakwater made are copies, not originals. */
async function ownImages(cloud: Cloud): Promise<Image[]> {
  const images = await cloud.glance.images.list({ owner: cloud.projectId });
  return images.filter((image) => image["breakwater_run"] === undefined && image["breakwater_tag"] === undefined);
}

function refsOf(kind: ResourceKind, around: Surroundings, images: Image[]): ResourceRef[] {
  return kinds[kind].refs(around, images);
}

function refOf(kind: ResourceKind) {
  return ({ id, name }: { id: string; name: string | null }): ResourceRef => ({ kind, id, name: name || id });
}
