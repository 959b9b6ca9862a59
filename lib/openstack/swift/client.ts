import type { Readable } from "node:stream";
import { z } from "zod";
import type { Http } from "../http";
import { listedContainer, listedObject, type ListedContainer, type ListedObject } from "./schemas";

const objects = z.array(listedObject);
const containers = z.array(listedContainer);
const PAGE = 1_000;

/** What Swift says of an object without giving it. */
export type ObjectHead = {
  bytes: number;
  etag: string;
  contentType: string;
  lastModified: string;
  metadata: Record<string, string>;
};

/** Objects in containers. Names may hold slashes. */
export function swift(http: Http) {
  const container = (name: string) => `/${encodeURIComponent(name)}`;
  const object = (at: { container: string; name: string }) =>
    `${container(at.container)}/${at.name.split("/").map(encodeURIComponent).join("/")}`;
  const page = (name: string, query: { prefix?: string; marker?: string; limit?: number }): Promise<ListedObject[]> =>
    http.get(container(name), objects, { query: { format: "json", ...query } });
  return {
    containers: {
      list: (query: { prefix?: string; marker?: string; limit?: number } = {}): Promise<ListedContainer[]> =>
        http.get("", containers, { query: { format: "json", ...query } }),
      /** Null when there is none. */
      head: async (name: string): Promise<{ count: number; bytes: number } | null> => {
        const headers = await http.head(container(name));
        return (
          headers && {
            count: Number(headers["x-container-object-count"] ?? 0),
            bytes: Number(headers["x-container-bytes-used"] ?? 0),
          }
        );
      },
      /** Also when it is there already. */
      create: (name: string) => http.act("PUT", container(name)),
      /** Refused with `conflict` while it holds objects. */
      remove: (name: string) => http.remove(container(name)),
    },
    objects: {
      page,
      list: async (name: string, { prefix }: { prefix?: string } = {}): Promise<ListedObject[]> => {
        const all: ListedObject[] = [];
        for (let marker: string | undefined; ; marker = all.at(-1)?.name) {
          const some = await page(name, { prefix, marker, limit: PAGE });
          all.push(...some);
          if (some.length < PAGE) return all;
        }
      },
      head: async (at: { container: string; name: string }): Promise<ObjectHead | null> => {
        const headers = await http.head(object(at));
        return headers && headOf(headers);
      },
      /** Replaces what was there; Swift checks the bytes when `etag` (their MD5 in hex) is given. Returns the ETag. */
      put: async (
        at: { container: string; name: string },
        bytes: Uint8Array | Readable,
        options: { contentType?: string; etag?: string; ifNoneMatch?: "*"; metadata?: Record<string, string> } = {},
      ): Promise<string> => {
        const headers = await http.upload(object(at), bytes, { headers: uploadHeaders(options) });
        return unquoted(headers.etag);
      },
      /** Null when there is none. */
      get: (at: { container: string; name: string }): Promise<Readable | null> =>
        http.download(object(at), { headers: { accept: "*/*" } }),
      remove: (at: { container: string; name: string }) => http.remove(object(at)),
    },
    versions: http.versions,
  };
}
export type Swift = ReturnType<typeof swift>;

function uploadHeaders({
  contentType,
  etag,
  ifNoneMatch,
  metadata = {},
}: {
  contentType?: string;
  etag?: string;
  ifNoneMatch?: "*";
  metadata?: Record<string, string>;
}): Record<string, string> {
  return {
    ...(contentType ? { "content-type": contentType } : {}),
    ...(etag ? { etag } : {}),
    ...(ifNoneMatch ? { "if-none-match": ifNoneMatch } : {}),
    ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-object-meta-${name}`, value])),
  };
}

function headOf(headers: Record<string, string>): ObjectHead {
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith("x-object-meta-"));
  return {
    bytes: Number(headers["content-length"] ?? 0),
    etag: unquoted(headers.etag),
    contentType: headers["content-type"] ?? "",
    lastModified: headers["last-modified"] ?? "",
    metadata: Object.fromEntries(metadata.map(([name, value]) => [name.slice("x-object-meta-".length), value])),
  };
}

function unquoted(etag: string | undefined): string {
  return (etag ?? "").replaceAll('"', "");
}
