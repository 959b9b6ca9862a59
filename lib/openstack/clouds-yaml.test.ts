import { expect, test } from "vitest";
import { parseCloudsYaml } from "./clouds-yaml";

const one = (body: string) => parseCloudsYaml(`clouds:\n  here:\n${body}`, "clouds.yaml");

test("a user with password, at the region named, with anchors as in OpenStack's own examples", () => {
  const entries = parseCloudsYaml(
    `clouds:
  admin-r1: &admin
    auth: {auth_url: "http://k:5000/v3", username: admin, password: secret, project_name: admin, user_domain_name: Default, project_domain_name: Default}
    region_name: RegionOne
  admin-r2: {<<: *admin, region_name: RegionTwo}
  demo:
    auth: {auth_url: "http://k:5000/v3", username: demo, password: 123, project_name: demo}
    region_name: RegionOne
`,
    "clouds.yaml",
  );
  expect(entries.map(({ name, region, service }) => [name, region, service])).toEqual([
    ["admin-r1", "RegionOne", true],
    ["admin-r2", "RegionTwo", true],
    ["demo", "RegionOne", false],
  ]);
  expect(entries[2]?.account).toEqual({
    kind: "password",
    username: "demo",
    password: "123",
    userDomain: "Default",
    project: { name: "demo", domain: "Default" },
  });
});

test("an application credential, several regions, the internal interface, and Breakwater's own words", () => {
  const entries = one(`    auth: {auth_url: "https://k", application_credential_id: i, application_credential_secret: s}
    regions: [a, {name: b}]
    interface: internalURL
    cacert: /etc/ca.pem
    x-breakwater: {service: true, cloud: Home, backup_store: shared, allowed_hosts: [api.example.org]}
`);
  expect(entries.map(({ region }) => region)).toEqual(["a", "b"]);
  expect(entries[0]).toMatchObject({
    interface: "internal",
    caFile: "/etc/ca.pem",
    service: true,
    cloud: "Home",
    backupStore: "shared",
    allowedHosts: ["api.example.org"],
  });
  expect(entries[0]?.account).toEqual({ kind: "applicationCredential", id: "i", secret: "s" });
});

test.each([
  ["no address", `    region_name: a\n`, "The entry here in clouds.yaml has no auth_url."],
  [
    "no region",
    `    auth: {auth_url: "http://k"}\n`,
    "The entry here in clouds.yaml names no region: give region_name or regions.",
  ],
])("%s is said plainly", (_name, body, message) => {
  expect(() => one(body)).toThrow(message);
});

test("what is not YAML, or not a clouds.yaml, is said plainly", () => {
  expect(() => parseCloudsYaml("{", "x.yaml")).toThrow("x.yaml is not YAML.");
  expect(() => parseCloudsYaml("sites: {}", "x.yaml")).toThrow("x.yaml is not a clouds.yaml");
});
