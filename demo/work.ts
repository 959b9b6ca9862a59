import { newUuid } from "./ids";
import type { Site, Task, World } from "./world";

export type Finishing = { world: World; site: Site; task: Task };
export type Work = (finishing: Finishing) => void;

/** Year 9999: a stuck resource never gets there. */
const NEVER = 253_402_300_799_000;

export type Order = {
  site: Site;
  kind: string;
  target: string;
  seconds: number;
  args?: Record<string, string>;
};

/** Orders work that ends after `seconds` of the cloud's time, unless a fault holds it or makes it fail. */
export function later(world: World, order: Order): void {
  world.tasks.put({
    id: newUuid(),
    dueAt: world.mood.stuck ? NEVER : world.clock.dueIn(order.seconds),
    site: order.site.name,
    kind: order.kind,
    target: order.target,
    args: order.args ?? {},
    fails: world.mood.fails,
  });
}
