import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SiteForm } from "@/components/sites/site-form";
import { findSite } from "@/lib/server/sites/queries";

export const metadata: Metadata = { title: "Edit site" };

type Props = { params: Promise<{ siteId: string }> };

export default async function EditSitePage({ params }: Props) {
  const { site, mayChange } = await findSite((await params).siteId);
  if (!mayChange) notFound();
  return <SiteForm site={site} />;
}
