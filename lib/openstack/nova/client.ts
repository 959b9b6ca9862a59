import { z } from "zod";
import type { Http } from "../http";
import { everyPage, readPage } from "../paging";
import {
  attachment,
  computeLimits,
  flavor,
  keypair,
  networkInterface,
  serverGroup,
  service,
  zone,
  type Attachment,
  type ComputeLimits,
  type ComputeService,
  type ComputeZone,
  type Flavor,
  type Keypair,
  type NetworkInterface,
  type ServerGroup,
} from "./schemas";
import { servers } from "./servers";

const oneAttachment = z.looseObject({ volumeAttachment: attachment }).transform((body) => body.volumeAttachment);
const attachments = z
  .looseObject({ volumeAttachments: z.array(attachment) })
  .transform((body) => body.volumeAttachments);
const oneFlavor = z.looseObject({ flavor }).transform((body) => body.flavor);
const extraSpecs = z
  .looseObject({ extra_specs: z.record(z.string(), z.string()) })
  .transform((body) => body.extra_specs);
const oneKeypair = z.looseObject({ keypair }).transform((body) => body.keypair);
const keypairs = z
  .looseObject({ keypairs: z.array(z.looseObject({ keypair })) })
  .transform((body) => body.keypairs.map((each) => each.keypair));
const oneGroup = z.looseObject({ server_group: serverGroup }).transform((body) => body.server_group);
const groups = z.looseObject({ server_groups: z.array(serverGroup) }).transform((body) => body.server_groups);
const interfaces = z
  .looseObject({ interfaceAttachments: z.array(networkInterface) })
  .transform((body) => body.interfaceAttachments);
const limits = z.looseObject({ limits: computeLimits }).transform((body) => body.limits.absolute);
const zones = z.looseObject({ availabilityZoneInfo: z.array(zone) }).transform((body) => body.availabilityZoneInfo);
const services = z.looseObject({ services: z.array(service) }).transform((body) => body.services);

/** Compute: servers and what they are made with. */
export function nova(http: Http) {
  return {
    servers: servers(http),
    attachments: {
      list: (serverId: string): Promise<Attachment[]> =>
        http.get(`/servers/${serverId}/os-volume_attachments`, attachments),
      find: (serverId: string, volumeId: string): Promise<Attachment | null> =>
        http.find(`/servers/${serverId}/os-volume_attachments/${volumeId}`, oneAttachment),
      attach: (
        serverId: string,
        input: { volumeId: string; device?: string; tag?: string; delete_on_termination?: boolean },
      ): Promise<Attachment> =>
        http.post(`/servers/${serverId}/os-volume_attachments`, { volumeAttachment: input }, oneAttachment),
      detach: (serverId: string, volumeId: string) =>
        http.remove(`/servers/${serverId}/os-volume_attachments/${volumeId}`),
    },
    flavors: {
      list: (): Promise<Flavor[]> =>
        everyPage((marker) =>
          readPage(http, { path: "/flavors/detail", key: "flavors", item: flavor, query: { marker } }),
        ),
      find: (id: string): Promise<Flavor | null> => http.find(`/flavors/${id}`, oneFlavor),
      extraSpecs: (id: string): Promise<Record<string, string>> =>
        http.get(`/flavors/${id}/os-extra_specs`, extraSpecs),
    },
    /** Key pairs belong to the user, not to the project. */
    keypairs: {
      list: (): Promise<Keypair[]> => http.get("/os-keypairs", keypairs),
      find: (name: string): Promise<Keypair | null> =>
        http.find(`/os-keypairs/${encodeURIComponent(name)}`, oneKeypair),
      import: (input: { name: string; public_key: string; type?: string }): Promise<Keypair> =>
        http.post("/os-keypairs", { keypair: input }, oneKeypair),
      remove: (name: string) => http.remove(`/os-keypairs/${encodeURIComponent(name)}`),
    },
    serverGroups: {
      list: (): Promise<ServerGroup[]> => http.get("/os-server-groups", groups),
      find: (id: string): Promise<ServerGroup | null> => http.find(`/os-server-groups/${id}`, oneGroup),
      /** A group holds nothing but its name and policy: the name, which need not be unique, is what it is found by. */
      findByName: async (name: string): Promise<ServerGroup | null> =>
        (await http.get("/os-server-groups", groups)).find((each) => each.name === name) ?? null,
      create: (input: { name: string; policy: string; rules?: Record<string, unknown> }): Promise<ServerGroup> =>
        http.post("/os-server-groups", { server_group: input }, oneGroup, { needed: "2.64" }),
      remove: (id: string) => http.remove(`/os-server-groups/${id}`),
    },
    interfaces: {
      list: (serverId: string): Promise<NetworkInterface[]> =>
        http.get(`/servers/${serverId}/os-interface`, interfaces),
      attach: (serverId: string, portId: string) =>
        http.act("POST", `/servers/${serverId}/os-interface`, { interfaceAttachment: { port_id: portId } }),
      detach: (serverId: string, portId: string) => http.remove(`/servers/${serverId}/os-interface/${portId}`),
    },
    limits: (): Promise<ComputeLimits> => http.get("/limits", limits),
    zones: (): Promise<ComputeZone[]> => http.get("/os-availability-zone", zones),
    /** For administrators. */
    services: (query: { binary?: string } = {}): Promise<ComputeService[]> =>
      http.get("/os-services", services, { query }),
    versions: http.versions,
  };
}
export type Nova = ReturnType<typeof nova>;
