/** Remembers whether the sidebar is "hidden" or "shown"; read by the layout before the first paint. */
export const SIDEBAR_COOKIE = "breakwater-sidebar";
