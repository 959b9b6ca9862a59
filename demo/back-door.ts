import { Hono } from "hono";
import { z } from "zod";
import { faultRule } from "./faults";
import { settle } from "./tasks";
import type { World } from "./world";

const MAX_BYTES = 1024 * 1024;

/** What tests and scripts may do to the cloud itself: faults, the record of requests, and the bytes of volumes. */
export function backDoor(world: World, relight: () => Promise<void>): Hono {
  const door = new Hono();

  door.get("/faults", (context) => context.json(world.faults.rules()));
  door.put("/faults", async (context) => {
    const parsed = z.array(faultRule).safeParse(await context.req.json());
    if (!parsed.success) return context.json({ error: z.prettifyError(parsed.error) }, 400);
    world.faults.replace(parsed.data);
    await relight();
    return context.json(world.faults.rules());
  });
  door.delete("/faults", async (context) => {
    world.faults.replace([]);
    await relight();
    return context.body(null, 204);
  });

  // demoHistory() of this moment is what the cloud was filled with; null in an empty cloud.
  door.get("/history", (context) => {
    const at = world.facts.get("seeded")?.at;
    return context.json({ seededAt: at === undefined ? null : new Date(at).toISOString() });
  });

  door.get("/requests", (context) => context.json({ counts: world.log.counts(), requests: world.log.all() }));
  door.delete("/requests", (context) => {
    world.log.clear();
    return context.body(null, 204);
  });

  door.get("/volumes/:site/:id/bytes", (context) => {
    settle(world);
    const volume = volumeAt(world, context.req.param("site"), context.req.param("id"));
    if (volume === undefined) return context.json({ error: "There is no such volume." }, 404);
    return context.body(new Uint8Array(world.store.getBytes(volume.hash)), 200, {
      "Content-Type": "application/octet-stream",
    });
  });
  door.put("/volumes/:site/:id/bytes", async (context) => {
    settle(world);
    const volume = volumeAt(world, context.req.param("site"), context.req.param("id"));
    if (volume === undefined) return context.json({ error: "There is no such volume." }, 404);
    const bytes = Buffer.from(await context.req.arrayBuffer());
    if (bytes.length > MAX_BYTES) return context.json({ error: "A demo volume holds at most 1 MiB." }, 413);
    const site = world.sites.find((one) => one.name === context.req.param("site"));
    site?.cinder.volumes.patch(volume.id, { hash: world.store.putBytes(bytes) });
    world.store.flush();
    return context.body(null, 204);
  });
  return door;
}

function volumeAt(world: World, site: string, id: string) {
  return world.sites.find((one) => one.name === site)?.cinder.volumes.get(id);
}
