import type { Metadata } from "next";
import { SiteForm } from "@/components/sites/site-form";
import { requireActor } from "@/lib/server/session";

export const metadata: Metadata = { title: "Add a site" };

export default async function NewSitePage() {
  await requireActor("admin:write");
  return <SiteForm site={null} />;
}
