import { selectCredentialAccount } from "@/lib/db/credentials";
import { selectServiceAccount, selectSite } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import { connect, type Cloud } from "@/lib/openstack/cloud";
import type { Account } from "@/lib/domain/account";

type AsPlan = {
  planId: string;
  siteId: string;
  /** With it the site's service account stands in for a credential that is gone. */ projectId?: string;
  requestId?: string;
};

/** A site as the plan's own credential sees it: its project, and no more than its access rules. */
export async function planCloud({ planId, siteId, projectId, requestId }: AsPlan): Promise<Cloud> {
  const [site, login] = await Promise.all([siteOf(siteId), selectCredentialAccount(planId)]);
  if (login) return connect(site, login, { requestId });
  // A plan that was deleted has no credential any more, and yet its copies may have to go.
  const service = projectId ? await serviceCloud({ siteId, projectId, requestId }) : null;
  if (!service)
    throw new AppError("session-expired", "The plan has no credential for scheduled work.", {
      safe: "Earlier checkpoints are untouched.",
      remedy: "Renew the credential on the plan's page.",
    });
  return service;
}

/**
 * A site as its service account sees it, for what OpenStack reserves for administrators; null: it has none.
 * With a project the account works inside that project, if it has a role there.
 */
export async function serviceCloud({
  siteId,
  projectId,
  requestId,
}: {
  siteId: string;
  projectId?: string;
  requestId?: string;
}): Promise<Cloud | null> {
  const [site, account] = await Promise.all([siteOf(siteId), selectServiceAccount(siteId)]);
  return account && connect(site, within(account, projectId), { requestId });
}

function within(account: Account, projectId: string | undefined): Account {
  if (!projectId) return account;
  if (account.kind === "password") return { ...account, project: { id: projectId } };
  throw new AppError(
    "refused",
    "The site's service account is an application credential: it works in one project only.",
    {
      remedy: "Give the site a service account with user and password on the Sites page.",
    },
  );
}

async function siteOf(siteId: string) {
  const site = await selectSite(siteId);
  if (!site) throw new AppError("not-found", "The site is not known any more.");
  return site;
}
