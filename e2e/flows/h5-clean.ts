import { connect } from "@/lib/openstack/cloud";
const prefix = "h5bw";
const region = process.argv[2] ?? "RegionOne";
const site = { id: region, name: region, keystoneUrl: "http://127.0.0.1:5000/v3", region, interface: "public" as const, allowedHosts: ["127.0.0.1"] };
const c = await connect(site, { kind: "password", username: "demo", password: "secret", userDomain: "Default", project: { name: "demo", domain: "Default" } });
const wait = (ms: number) => new Promise((r) => setTimeout(r, ms));
for (const s of (await c.nova.servers.list()).filter(({ name }) => name.startsWith(prefix))) { await c.nova.servers.remove(s.id); console.log("server", s.id); }
while ((await c.nova.servers.list()).some(({ name }) => name.startsWith(prefix))) await wait(1000);
const nets = (await c.neutron.networks.list()).filter(({ name }) => name === prefix);
for (const n of nets) {
  for (const p of await c.neutron.ports.list({ network_id: n.id })) {
    for (const f of (await c.neutron.floatingIps.list()).filter((f) => f.port_id === p.id)) { await (c.neutron as any).floatingIps.remove(f.id); console.log("fip", f.id); }
  }
}
for (const r of (await c.neutron.routers.list()).filter(({ name }) => name === prefix)) {
  const ports = await c.neutron.ports.list({ device_id: r.id });
  for (const p of ports) for (const ip of p.fixed_ips) if (nets.some((n) => n.id === p.network_id)) await (c.neutron.routers as any).removeInterface(r.id, { subnet_id: ip.subnet_id });
  await c.neutron.routers.remove(r.id); console.log("router", r.id);
}
for (const n of nets) {
  for (const p of await c.neutron.ports.list({ network_id: n.id })) await c.neutron.ports.remove(p.id);
  await c.neutron.networks.remove(n.id); console.log("network", n.id);
}
for (const g of (await c.neutron.securityGroups.list({ project_id: c.projectId })).filter(({ name }) => name.startsWith(prefix))) {
  for (const rule of g.security_group_rules) if (rule.remote_group_id) await (c.neutron as any).securityGroupRules.remove(rule.id);
}
for (const g of (await c.neutron.securityGroups.list({ project_id: c.projectId })).filter(({ name }) => name.startsWith(prefix))) { await c.neutron.securityGroups.remove(g.id); console.log("group", g.id); }
for (const k of await c.nova.keypairs.list()) if (k.name.startsWith(prefix)) { await c.nova.keypairs.remove(k.name); console.log("key", k.name); }
for (const v of (await c.cinder.volumes.list()).filter(({ name }) => name?.startsWith(prefix))) { for (let i = 0; i < 30; i++) { const now = await c.cinder.volumes.find(v.id); if (!now) break; if (["available", "error"].includes(now.status)) { await c.cinder.volumes.remove(v.id); console.log("volume", v.id); break; } await wait(1000); } }
