"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { FormProvider, useForm } from "react-hook-form";
import type { z } from "zod";

import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { failureOf } from "@/components/request";
import { PageCrumbs } from "@/components/shell/crumbs";
import { AccountFields } from "@/components/sites/account-fields";
import { ConnectionFields } from "@/components/sites/connection-fields";
import { SiteTrialResult } from "@/components/sites/site-trial-result";
import { useSaveSite, useTrySite } from "@/components/sites/use-sites";
import { Button } from "@/components/ui/button";
import { siteInput, type SiteDetail, type SiteInput } from "@/lib/domain/site";

export type SiteDraft = z.input<typeof siteInput>;

/** Adds a site, or edits one; it can be tested as described before it is saved. */
export function SiteForm({ site }: { site: SiteDetail | null }) {
  const form = useForm<SiteDraft, unknown, SiteInput>({
    resolver: zodResolver(siteInput),
    defaultValues: draftOf(site),
    mode: "onTouched",
  });
  const save = useSaveSite(site?.id ?? null);
  const trial = useTrySite();
  const router = useRouter();
  const submit = form.handleSubmit((input) =>
    save.mutate(input, { onSuccess: ({ id }) => router.push(`/sites/${id}`) }),
  );
  const tryOut = form.handleSubmit((input) => trial.mutate(input));
  const failure = save.error ?? trial.error;
  const title = site ? `Edit ${site.name}` : "Add a site";
  return (
    <FormProvider {...form}>
      <PageCrumbs
        crumbs={[
          { label: "Sites", href: "/sites" },
          ...(site ? [{ label: site.name, href: `/sites/${site.id}` }, { label: "Edit" }] : [{ label: "Add" }]),
        ]}
      />
      <PageHeader title={title} meta="A site is one region of one OpenStack cloud, as its Keystone describes it." />
      <form onSubmit={submit} method="post" noValidate className="grid max-w-2xl gap-8">
        <ConnectionFields fixed={site !== null} />
        <AccountFields stored={site?.serviceAccount ?? null} />
        {failure ? <ErrorState failure={failureOf(failure)} /> : null}
        {trial.data ? <SiteTrialResult trial={trial.data} /> : null}
        <div className="flex flex-wrap gap-2">
          <Button asChild variant="ghost">
            <Link href={site ? `/sites/${site.id}` : "/sites"}>Back</Link>
          </Button>
          <Button pending={trial.isPending} disabled={save.isPending} onClick={() => void tryOut()}>
            Test without saving
          </Button>
          <Button type="submit" variant="default" pending={save.isPending} disabled={trial.isPending}>
            {site ? "Save changes" : "Add site"}
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}

function draftOf(site: SiteDetail | null): SiteDraft {
  return {
    name: site?.name ?? "",
    keystoneUrl: site?.keystoneUrl ?? "",
    region: site?.region ?? "",
    interface: site?.interface ?? "public",
    allowedHosts: site?.allowedHosts ?? [],
    backupStore: site?.backupStore ?? "",
    caCertificate: site?.caCertificate ?? "",
    serviceAccount: { kind: site?.serviceAccount ? "keep" : "none" },
  };
}
