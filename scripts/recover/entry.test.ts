import { expect, test } from "vitest";
import { parseCloudsYaml } from "@/lib/openstack/clouds-yaml";
import { entryFor } from "./entry";

const login = (user: string) => ({
  auth: { auth_url: "http://keystone", username: user, password: "x", project_name: "shop" },
});
const file = JSON.stringify({
  clouds: {
    "admin-two": { ...login("admin"), region_name: "Two" },
    "shop-two": { ...login("ana"), region_name: "Two", "x-breakwater": { site: "North" } },
    "shop-one": { ...login("ana"), region_name: "One" },
    token: { auth: { auth_url: "http://keystone" }, region_name: "Three" },
  },
});

test.each([
  ["an entry", "admin-two", "admin-two"],
  ["a region, by its tenant rather than its administrator", "Two", "shop-two"],
  ["a site", "North", "shop-two"],
  ["an entry without a login", "token", null],
  ["nothing", "Four", null],
])("%s is found by its name", (_what, wanted, name) => {
  expect(entryFor(parseCloudsYaml(file, "clouds.yaml"), wanted)?.name ?? null).toBe(name);
});
