"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { getJson } from "@/components/request";
import { SignInAgain } from "@/components/session/sign-in-again";
import { ConsoleShell } from "@/components/shell/console-shell";
import { viewerView, type ViewerView } from "@/lib/domain/viewer";
import { queryKeys } from "@/lib/query-keys";
import { signOut, switchProject } from "@/lib/server/sign-in/actions";

type LiveShellProps = {
  viewer: ViewerView;
  plans: { id: string; name: string }[];
  sidebarHidden: boolean;
  children: ReactNode;
};

/** The frame with the sites' states and the runs' number kept up to date. */
export function LiveShell({ viewer, plans, sidebarHidden, children }: LiveShellProps) {
  const { data = viewer } = useQuery({
    queryKey: queryKeys.viewer(),
    queryFn: ({ signal }) => getJson("/api/viewer", viewerView, signal),
    refetchInterval: 20_000,
  });
  return (
    <ConsoleShell
      viewer={data}
      plans={plans}
      sidebarHidden={sidebarHidden}
      switchProject={switchProject}
      signOut={() => signOut(undefined)}
    >
      {children}
      <SignInAgain viewer={data} />
    </ConsoleShell>
  );
}
