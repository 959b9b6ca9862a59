import { z } from "zod";

const project = z.union([z.object({ id: z.string() }), z.object({ name: z.string(), domain: z.string() })]);

/** A login that can be used again at any time: what a site's service account and a plan's credential are kept as. */
export const account = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("password"),
    username: z.string(),
    password: z.string(),
    userDomain: z.string(),
    project: project.optional(),
  }),
  z.object({ kind: z.literal("applicationCredential"), id: z.string(), secret: z.string() }),
]);
export type Account = z.infer<typeof account>;
