/** `__Host-` binds the cookie to this very host and to TLS; browsers refuse the prefix without TLS. */
export function sessionCookieName(secure: boolean): string {
  return secure ? "__Host-breakwater.session" : "breakwater.session";
}

/** next-auth's three cookies by names of our own; none of them is readable by a script. */
export function authCookies(secure: boolean) {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const prefix = secure ? "__Host-" : "";
  return {
    sessionToken: { name: sessionCookieName(secure), options },
    callbackUrl: { name: `${prefix}breakwater.return`, options },
    csrfToken: { name: `${prefix}breakwater.csrf`, options },
  };
}
