import { createServer } from "node:http";
import { request } from "undici";
import { describe, expect, test } from "vitest";
import { guardAddress, guardedLookup, guardUrl } from "./endpoint-guard";
import { poolOf } from "./pool";

const site = {
  keystoneUrl: "https://keystone.example.org:5000/v3",
  allowedHosts: ["10.1.2.3", "api.example.org:8776", "*.cloud.example.org"],
};

describe("addresses out of a catalogue", () => {
  test.each([
    ["Keystone's own host, at any port", "https://keystone.example.org:8774/v2.1"],
    ["upper case", "https://KEYSTONE.example.org/"],
    ["a trailing dot", "https://keystone.example.org./"],
    ["an allowed address", "http://10.1.2.3:9696"],
    ["the same address written as one number", "http://167838211:9696"],
    ["an allowed host at the allowed port", "https://api.example.org:8776/v3"],
    ["a host of an allowed domain", "https://nova.cloud.example.org"],
  ])("%s may be called", (_name, url) => {
    expect(guardUrl(url, site).protocol).toMatch(/^https?:$/);
  });

  test.each([
    ["another host", "https://evil.example.org/"],
    ["an allowed host at another port", "https://api.example.org:22/"],
    ["the domain itself, where only its hosts are allowed", "https://cloud.example.org/"],
    ["a host that ends like an allowed domain", "https://evilcloud.example.org/"],
    ["an allowed name as user name", "https://keystone.example.org@evil.example.org/"],
    ["a user name before an allowed host", "https://x@keystone.example.org/"],
    ["another protocol", "file:///etc/passwd"],
    ["gopher", "gopher://keystone.example.org:5000/"],
    ["no address at all", "not a url"],
    ["the metadata service", "http://169.254.169.254/latest/meta-data"],
    ["the metadata service as one number", "http://2852039166/"],
    ["the metadata service in hexadecimal", "http://0xa9.0xfe.0xa9.0xfe/"],
    ["the metadata service in octal", "http://0251.0376.0251.0376/"],
    ["the metadata service with parts left out", "http://169.254.43518/"],
    ["the metadata service in full-width digits", "http://１６９.２５４.１６９.２５４/"],
    ["the metadata service within IPv6", "http://[::ffff:169.254.169.254]/"],
    ["the metadata service within 6to4", "http://[2002:a9fe:a9fe::]/"],
    ["the metadata service within NAT64", "http://[64:ff9b::a9fe:a9fe]/"],
    ["a link-local IPv6 address", "http://[fe80::1]/"],
    ["this host by the address that is none", "http://0.0.0.0/"],
  ])("%s may not", (_name, url) => {
    expect(() => guardUrl(url, site)).toThrow();
  });

  test("an administrator's entry does not open link-local addresses", () => {
    const careless = { keystoneUrl: "http://169.254.169.254/v3", allowedHosts: ["169.254.169.254", "[fe80::1]"] };
    expect(() => guardUrl("http://169.254.169.254/", careless)).toThrow(/never/);
    expect(() => guardUrl("http://[fe80::1]/", careless)).toThrow(/never/);
  });

  test("private addresses are where clouds live", () => {
    for (const address of ["10.0.0.1", "192.168.1.1", "172.16.0.1", "fd12::1", "127.0.0.1"])
      expect(() => guardAddress(address)).not.toThrow();
  });
});

describe("the resolver between name and connection", () => {
  test("passes on the addresses it has checked", async () => {
    const address = await new Promise((resolve, reject) =>
      guardedLookup("localhost", { family: 4 }, (error, found) => (error ? reject(error) : resolve(found))),
    );
    expect(address).toBe("127.0.0.1");
  });

  test("is what a connection is made with", async () => {
    const server = createServer((_request, response) => response.end("ok")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const bound = server.address();
    const port = bound && typeof bound === "object" ? bound.port : 0;
    const { agent } = poolOf({
      id: "a",
      name: "a",
      keystoneUrl: `http://localhost:${port}`,
      region: "r",
      interface: "public",
    });
    const answer = await request(`http://localhost:${port}/`, { dispatcher: agent });
    expect(await answer.body.text()).toBe("ok");
    server.close();
  });
});
