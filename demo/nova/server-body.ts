import { z } from "zod";

export const network = z.object({
  uuid: z.string().optional(),
  port: z.string().optional(),
  fixed_ip: z.string().optional(),
  tag: z.string().optional(),
});
const device = z.object({
  boot_index: z.union([z.number(), z.string().transform(Number)]).nullish(),
  uuid: z.string().nullish(),
  source_type: z.enum(["volume", "snapshot", "image", "blank"]),
  destination_type: z.enum(["volume", "local"]).nullish(),
  volume_size: z.union([z.number().int(), z.string().transform(Number)]).nullish(),
  volume_type: z.string().nullish(),
  delete_on_termination: z.boolean().nullish(),
  device_name: z.string().nullish(),
  tag: z.string().nullish(),
});
export const createBody = z.object({
  server: z.object({
    name: z.string().min(1),
    flavorRef: z.union([z.string(), z.number().transform(String)]),
    imageRef: z.string().nullish(),
    networks: z.union([z.literal("auto"), z.literal("none"), z.array(network)]).optional(),
    block_device_mapping_v2: z.array(device).optional(),
    metadata: z.record(z.string(), z.string()).optional(),
    tags: z.array(z.string()).optional(),
    user_data: z.string().nullish(),
    key_name: z.string().optional(),
    security_groups: z.array(z.object({ name: z.string() })).optional(),
    availability_zone: z.string().optional(),
    config_drive: z.union([z.boolean(), z.string().transform((text) => text === "true")]).nullish(),
    description: z.string().nullish(),
    hostname: z.string().optional(),
  }),
  "os:scheduler_hints": z.object({ group: z.string().optional() }).optional(),
});

export type Asked = z.output<typeof createBody>["server"];
export type Device = z.output<typeof device>;
