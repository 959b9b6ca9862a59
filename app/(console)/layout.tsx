import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Hydrate } from "@/components/hydrate";
import { LiveShell } from "@/components/session/live-shell";
import { SIDEBAR_COOKIE } from "@/components/shell/sidebar-cookie";
import { queryKeys } from "@/lib/query-keys";
import { getViewer, listPlanNames } from "@/lib/server/viewer";

/** Nothing here is the same for two people. */
export const dynamic = "force-dynamic";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [viewer, plans, jar] = await Promise.all([getViewer(), listPlanNames(), cookies()]);
  return (
    <Hydrate seeds={[[queryKeys.viewer(), viewer]]}>
      <LiveShell viewer={viewer} plans={plans} sidebarHidden={jar.get(SIDEBAR_COOKIE)?.value === "hidden"}>
        {children}
      </LiveShell>
    </Hydrate>
  );
}
