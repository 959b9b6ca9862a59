import { z } from "zod";
import { selectSites, type SiteRecord } from "@/lib/db/sites";

export type Place = { one: SiteRecord; two: SiteRecord };

/** The demo cloud's sites; the web process writes them down when it starts, which may still be under way. */
export async function demoPlace(): Promise<Place> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const sites = await selectSites();
    const one = sites.find(({ region }) => region === "RegionOne");
    const two = sites.find(({ region }) => region === "RegionTwo");
    if (one && two) return { one, two };
    if (Date.now() > deadline) throw new Error("The demo cloud's sites are not known to Breakwater");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The moment from which the demo cloud looks back: the same moment gives the same history. */
export async function historyTime(demoUrl: string): Promise<Date> {
  const answer = await fetch(`${demoUrl}/demo/history`);
  return new Date(z.object({ seededAt: z.iso.datetime() }).parse(await answer.json()).seededAt);
}
