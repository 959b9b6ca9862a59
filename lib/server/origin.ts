type Home = { url: URL; trustProxy: boolean };

/** Whether a write comes from a page of ours. Browsers send Origin with every POST; its absence is no pass. */
export function isOwnOrigin(headers: Headers, { url, trustProxy }: Home): boolean {
  const fetchSite = headers.get("sec-fetch-site");
  if (fetchSite && fetchSite !== "same-origin") return false;
  const origin = URL.parse(headers.get("origin") ?? "");
  if (!origin || (origin.protocol !== "http:" && origin.protocol !== "https:")) return false;
  const forwarded = trustProxy ? headers.get("x-forwarded-host")?.split(",").at(-1)?.trim() : undefined;
  return [url.host, headers.get("host"), forwarded].includes(origin.host);
}
