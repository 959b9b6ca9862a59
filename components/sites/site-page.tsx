"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";

import { Callout } from "@/components/callout";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { ErrorState } from "@/components/error-state";
import { Facts } from "@/components/facts";
import { PageHeader } from "@/components/page-header";
import { failureOf } from "@/components/request";
import { SectionHeading } from "@/components/section-heading";
import { PageCrumbs } from "@/components/shell/crumbs";
import { AbilityList } from "@/components/sites/ability-list";
import { ServiceTable } from "@/components/sites/service-table";
import { siteFinding } from "@/components/sites/site-words";
import { useRemoveSite, useSite, useTestSite } from "@/components/sites/use-sites";
import { StatusBadge } from "@/components/status-badge";
import { Time, TimeAgo } from "@/components/time";
import { Button } from "@/components/ui/button";
import type { SiteDetail } from "@/lib/domain/site";

type SitePageProps = { siteId: string; name: string; mayChange: boolean };

export function SitePage({ siteId, name, mayChange }: SitePageProps) {
  const { data: site, error, isFetching, refetch } = useSite(siteId);
  const test = useTestSite(siteId);
  return (
    <>
      <PageCrumbs crumbs={[{ label: "Sites", href: "/sites" }, { label: name }]} />
      <PageHeader
        title={site ? siteFinding(site) : name}
        meta={site ? <Meta site={site} /> : null}
        actions={
          mayChange && site ? <Actions site={site} onTest={() => test.mutate()} testing={test.isPending} /> : null
        }
      />
      {error && !site ? (
        <ErrorState failure={failureOf(error)} onRetry={() => void refetch()} retrying={isFetching} />
      ) : null}
      {test.error ? (
        <ErrorState failure={failureOf(test.error)} onRetry={() => test.mutate()} className="mb-4" />
      ) : null}
      {site ? <SiteBody site={site} mayChange={mayChange} /> : null}
    </>
  );
}

function SiteBody({ site, mayChange }: { site: SiteDetail; mayChange: boolean }) {
  return (
    <>
      {site.problem ? (
        <Callout tone={site.state === "unreachable" ? "breach" : "risk"} title={site.problem} className="mb-2">
          <p>Checkpoints whose copies lie in a store that another site reads can still be restored there.</p>
        </Callout>
      ) : null}
      {mayChange ? null : (
        <Callout tone="idle" className="mb-2">
          Only administrators of {site.cloudName} can change this site.
        </Callout>
      )}
      <SectionHeading note="of the catalogue, asked side by side">Services</SectionHeading>
      <ServiceTable services={site.services} />
      <div className="grid gap-x-10 lg:grid-cols-2">
        <section>
          <SectionHeading note={site.serviceAccount ? `as ${site.serviceAccount.user}` : undefined}>
            What the service account may do
          </SectionHeading>
          <AbilityList site={site} />
        </section>
        <section>
          <SectionHeading>Connection</SectionHeading>
          <Facts facts={facts(site)} />
        </section>
      </div>
    </>
  );
}

function Meta({ site }: { site: SiteDetail }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <StatusBadge kind="site" state={site.state} />
      <span>
        {site.cloudName}, region {site.region}
      </span>
      {site.checkedAt ? (
        <span className="text-ink-3">
          asked <TimeAgo at={site.checkedAt} />, at <Time at={site.checkedAt} style="time-seconds" />
        </span>
      ) : null}
    </span>
  );
}

function Actions({ site, onTest, testing }: { site: SiteDetail; onTest: () => void; testing: boolean }) {
  const remove = useRemoveSite();
  const router = useRouter();
  return (
    <>
      <ConfirmDialog
        trigger={<Button>Remove…</Button>}
        title={`Remove the site ${site.name}`}
        description="Breakwater forgets how to reach it, and its service account. Nothing in the cloud is touched, and history stays. Plans that use the site must be moved or deleted first."
        verb="Remove site"
        destructive
        onConfirm={async () => {
          const result = await remove(site.id);
          if (result.ok) router.push("/sites");
          return result;
        }}
      />
      <Button asChild>
        <Link href={`/sites/${site.id}/edit`}>Edit</Link>
      </Button>
      <Button variant="default" pending={testing} onClick={onTest}>
        Test now
      </Button>
    </>
  );
}

function facts(site: SiteDetail) {
  const quiet = (text: string) => <span className="text-ink-3">{text}</span>;
  const mono = (text: string) => <span className="figures break-all">{text}</span>;
  return [
    { label: "Keystone", value: mono(site.keystoneUrl) },
    { label: "Region", value: mono(site.region) },
    { label: "Interface", value: site.interface },
    {
      label: "Also allowed hosts",
      value: site.allowedHosts.length > 0 ? mono(site.allowedHosts.join(", ")) : quiet("none but Keystone's own"),
    },
    { label: "Backup store", value: site.backupStore ?? quiet("none that another site reads") },
    { label: "Certificate authority", value: site.caCertificate ? "given with the site" : "the system's" },
    { label: "Comes from", value: site.source === "file" ? "clouds.yaml, until it is edited here" : "this page" },
  ];
}
