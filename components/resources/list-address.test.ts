import { expect, test } from "vitest";
import { hrefOf, readAddress } from "./list-address";

const sites = ["one", "two"];

test("what is not said, or cannot be read, falls back to the servers of the first site", () => {
  const start = { siteId: "one", kind: "OS::Nova::Server", search: "", trail: [] };
  expect(readAddress({}, sites)).toEqual(start);
  expect(readAddress({ site: "three", kind: "router" }, sites)).toEqual(start);
});

test("an address leads back to where it came from, pages and all", () => {
  const address = { siteId: "two", kind: "OS::Cinder::Volume", search: "db & wal", trail: ["a", "b"] } as const;
  const params = new URL(hrefOf(address), "http://x").searchParams;
  expect(
    readAddress(
      {
        site: params.get("site") ?? "",
        kind: params.get("kind") ?? "",
        search: params.get("search") ?? "",
        after: params.getAll("after"),
      },
      sites,
    ),
  ).toEqual(address);
});
