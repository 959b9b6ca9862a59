import "server-only";
import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { env } from "@/lib/env";
import { authCookies } from "./auth-cookies";
import { openSession } from "./sign-in/open-session";
import { sessionWish } from "./sign-in/wish";

const wishText = z.string().transform((text) => sessionWish.parse(JSON.parse(text)));
const silent = () => undefined;

/**
 * next-auth over Keystone. Its cookie holds the id of our session row and nothing else; the row decides.
 * No HTTP door of next-auth is open: signing in and out go through our own actions alone.
 */
export const { signIn, signOut } = NextAuth(() => ({
  secret: env().authSecret,
  trustHost: true,
  useSecureCookies: env().secure,
  cookies: authCookies(env().secure),
  // The row's own limits count; the cookie outlives them, so that signing in again in place knows who it was.
  session: { strategy: "jwt", maxAge: 2 * env().sessionHours * 3600 },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  logger: { error: silent, warn: silent, debug: silent },
  providers: [
    Credentials({
      id: "keystone",
      credentials: { wish: {} },
      authorize: async ({ wish }) => ({ id: await openSession(wishText.parse(wish)) }),
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? { sid: user.id } : token),
  },
}));
