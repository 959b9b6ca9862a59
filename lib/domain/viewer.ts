import { z } from "zod";
import { siteView } from "./site";

/** What the shell shows of the signed-in person and the state of things. */
export const viewerView = z.object({
  userName: z.string(),
  cloudId: z.string(),
  cloudName: z.string(),
  project: z.object({ id: z.string(), name: z.string() }),
  projects: z.array(z.object({ id: z.string(), name: z.string() })),
  roles: z.array(z.string()),
  canWrite: z.boolean(),
  isAdmin: z.boolean(),
  /** Whether the session may switch projects: not when signed in by application credential. */
  canSwitch: z.boolean(),
  sites: z.array(siteView),
  counts: z.object({ runsLive: z.number() }),
});
export type ViewerView = z.infer<typeof viewerView>;
