import { cinderWork } from "./cinder/work";
import { glanceWork } from "./glance-records";
import { heatWork } from "./heat";
import { novaWork } from "./nova/work";
import { siteOf, type World } from "./world";
import type { Work } from "./work";

const work: Record<string, Work> = { ...cinderWork, ...novaWork, ...glanceWork, ...heatWork };

/** Lets everything happen that is due by now, in the order in which it was due. A dark site stands still. */
export function settle(world: World): void {
  for (let round = 0; round < 1000; round += 1) {
    const now = world.clock.now();
    const due = world.tasks
      .all()
      .filter((task) => task.dueAt <= now && world.faults.dark(task.site) === null)
      .sort((a, b) => a.dueAt - b.dueAt)[0];
    if (due === undefined) return;
    world.tasks.remove(due.id);
    const finish = work[due.kind];
    if (finish === undefined) throw new Error(`No work is called ${due.kind}`);
    finish({ world, site: siteOf(world, due.site), task: due });
  }
}
