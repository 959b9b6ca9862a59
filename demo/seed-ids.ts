import { hexIdOf, macOf, uuidOf } from "./ids";

/** Of a seeded resource: the same in every demo cloud, so that history and cloud speak of the same things. */
export function seededId(
  kind:
    | "server"
    | "volume"
    | "port"
    | "network"
    | "subnet"
    | "router"
    | "security-group"
    | "server-group"
    | "floating-ip"
    | "stack",
  project: string,
  name: string,
): string {
  return uuidOf(`seed ${kind} ${project} ${name}`);
}

export function portName(server: string, network: string): string {
  return `${server} on ${network}`;
}

export function seededMac(project: string, server: string, network: string): string {
  return macOf(`${project} ${portName(server, network)}`);
}

export function projectId(name: string): string {
  return hexIdOf(`project ${name}`);
}

export function userId(name: string): string {
  return hexIdOf(`user ${name}`);
}

/** What a seeded volume holds at a moment: text that names both, so that a restored copy can be told from another. */
export function volumeBytes(project: string, name: string, moment: string): Buffer {
  const head = `${project}/${name} as of ${moment}\n`;
  const body = Buffer.alloc(16 * 1024, `${hexIdOf(`bytes ${project} ${name}`)}\n`);
  body.write(head);
  return body;
}

export function imageId(site: string, name: string): string {
  return uuidOf(`${site} image ${name}`);
}

export function publicNetworkId(site: string): string {
  return uuidOf(`${site} network public`);
}
