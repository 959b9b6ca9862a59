type Circumstances = { nonce: string; secure: boolean; development: boolean };

/** What a page of ours may load and do. Scripts run only with this request's nonce, or when such a script loads them. */
export function contentSecurityPolicy({ nonce, secure, development }: Circumstances): string {
  const directives: [string, ...string[]][] = [
    ["default-src", "'self'"],
    // React needs eval for its stack traces while developing, never in production.
    ["script-src", `'nonce-${nonce}'`, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])],
    ["script-src-attr", "'none'"],
    // Charts and virtual lists place their parts by style attributes, toasts and dialogs by style elements.
    ["style-src", "'self'", "'unsafe-inline'"],
    ["img-src", "'self'", "data:", "blob:"],
    ["font-src", "'self'"],
    ["connect-src", "'self'"],
    ["worker-src", "'none'"],
    ["manifest-src", "'self'"],
    ["object-src", "'none'"],
    ["base-uri", "'none'"],
    ["form-action", "'self'"],
    ["frame-src", "'none'"],
    ["frame-ancestors", "'none'"],
  ];
  if (secure) directives.push(["upgrade-insecure-requests"]);
  return directives.map((words) => words.join(" ")).join("; ");
}

/** Headers of every answer. */
export function securityHeaders(secure: boolean): [string, string][] {
  const headers: [string, string][] = [
    ["referrer-policy", "same-origin"],
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ["permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"],
  ];
  if (secure) headers.push(["strict-transport-security", "max-age=63072000; includeSubDomains"]);
  return headers;
}
