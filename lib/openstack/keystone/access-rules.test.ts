import { describe, expect, test } from "vitest";
import type { Site } from "../site";
import { workingRules } from "./access-rules";

const site: Site = { id: "a", name: "alpha", keystoneUrl: "http://k:5000", region: "RegionOne", interface: "public" };
const listed = (type: string, url: string, region = "RegionOne") => ({
  type,
  name: type,
  endpoints: [{ interface: "public", region_id: region, url }],
});

describe("the rules of a working credential", () => {
  test("name the project's own path", () => {
    const rules = workingRules([site], [listed("volumev3", "http://k:8776/v3/p1")]);
    expect(rules).toContainEqual({ service: "volumev3", method: "POST", path: "/v3/p1/backups" });
    expect(rules).toContainEqual({ service: "volumev3", method: "GET", path: "/v3/p1/**" });
  });

  test("hold with and without what a proxy puts before the path", () => {
    const paths = workingRules([site], [listed("compute", "https://k/compute/v2.1")]).map(({ path }) => path);
    expect(paths).toContain("/v2.1/servers");
    expect(paths).toContain("/compute/v2.1/servers");
  });

  test("are not repeated for a second region with the same paths, and leave out what is not there", () => {
    const catalog = [listed("image", "http://k:9292"), listed("image", "http://k:19292", "RegionTwo")];
    const both = workingRules([site, { ...site, region: "RegionTwo" }], catalog);
    expect(both).toEqual(workingRules([site], catalog));
    expect(new Set(both.map(({ service }) => service))).toEqual(new Set(["image"]));
  });

  test("allow nothing that only administrators do", () => {
    const rules = workingRules(
      [site],
      [listed("volumev3", "http://k:8776/v3/p1"), listed("compute", "http://k:8774/v2.1")],
    );
    expect(
      rules.filter(
        ({ method, path }) => method !== "GET" && /import_record|failover|quota|os-services|flavors/.test(path),
      ),
    ).toEqual([]);
  });
});
