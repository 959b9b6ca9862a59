import { containerOf } from "@/lib/domain/bank";
import { AppError } from "@/lib/domain/errors";
import { env } from "@/lib/env";
import type { Cloud } from "@/lib/openstack/cloud";
import { isOpenStackError } from "@/lib/openstack/error";
import { directoryStore, swiftStore, type BankStore } from "./store";

/** The bank of a plan at its recovery site: a container there, or a directory where the site has no object store. */
export async function openBank(cloud: Cloud, planId: string): Promise<BankStore> {
  const container = containerOf(planId);
  if (await hasObjectStore(cloud, container)) return swiftStore(cloud, container);
  const { bankDir } = env();
  if (bankDir !== null) return directoryStore(bankDir, container);
  throw new AppError("conflict", `${cloud.site.name} has no object store, so that nothing is kept there.`, {
    safe: "Checkpoints go on as before.",
    remedy: "Ask the administrator to mount a directory and to name it in BREAKWATER_BANK_DIR.",
  });
}

async function hasObjectStore(cloud: Cloud, container: string): Promise<boolean> {
  try {
    await cloud.swift.containers.head(container);
    return true;
  } catch (error) {
    if (isOpenStackError(error, "unsupported")) return false;
    throw error;
  }
}
