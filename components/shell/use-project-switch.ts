"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import { useTransition } from "react";
import { toast } from "sonner";

import type { Result } from "@/lib/domain/result";

export type SwitchProject = (input: { projectId: string }) => Promise<Result<unknown>>;

/** Changes the project and forgets everything that belongs to the former one. */
export function useProjectSwitch(switchProject: SwitchProject) {
  const [switching, startTransition] = useTransition();
  const queries = useQueryClient();
  const router = useRouter();
  const pathname = usePathname();
  const change = (projectId: string) =>
    startTransition(async () => {
      const result = await switchProject({ projectId });
      if (!result.ok) {
        toast.error(result.error.message, { description: result.error.remedy });
        return;
      }
      // What is on screen is asked anew; what is not is forgotten.
      queries.removeQueries({ type: "inactive" });
      void queries.resetQueries({ type: "active" });
      // An object of the former project would not be found in the new one: go to its list.
      router.push(`/${pathname.split("/")[1] ?? ""}`);
      router.refresh();
    });
  return { switching, change };
}
