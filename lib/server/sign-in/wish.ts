import { z } from "zod";
import { signInAgainInput, signInInput, switchProjectInput } from "@/lib/domain/sign-in";

/** The three ways in which a session begins; each ends the one before it. */
export const sessionWish = z.discriminatedUnion("way", [
  z.object({ way: z.literal("sign-in"), input: signInInput }),
  z.object({ way: z.literal("again"), input: signInAgainInput }),
  z.object({ way: z.literal("switch-project"), input: switchProjectInput }),
]);
export type SessionWish = z.infer<typeof sessionWish>;
