import "server-only";
import { createHash } from "node:crypto";
import { keystoneBase } from "@/lib/openstack/keystone/authenticate";

/** Ids follow from the addresses, so that every process that reads the same file means the same site. */
export function cloudIdOf(keystoneUrl: string): string {
  return `cloud-${digest([keystoneBase(keystoneUrl)])}`;
}

export function siteIdOf(site: { keystoneUrl: string; region: string }): string {
  return `site-${digest([keystoneBase(site.keystoneUrl), site.region])}`;
}

function digest(parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}
