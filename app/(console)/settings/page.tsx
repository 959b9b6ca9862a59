import type { Metadata } from "next";
import { Facts } from "@/components/facts";
import { Hydrate } from "@/components/hydrate";
import { PageHeader } from "@/components/page-header";
import { SectionHeading } from "@/components/section-heading";
import { CredentialTable } from "@/components/settings/credential-table";
import { SessionTable } from "@/components/settings/session-table";
import { queryKeys } from "@/lib/query-keys";
import { getAbout, listCredentials, listSessions, type About } from "@/lib/server/settings/queries";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const [about, sessions, credentials] = await Promise.all([getAbout(), listSessions(), listCredentials()]);
  return (
    <Hydrate
      seeds={[
        [queryKeys.sessions(), sessions],
        [queryKeys.credentials(), credentials],
      ]}
    >
      <PageHeader title="Settings" meta={`${about.userName} in project ${about.projectName}`} />
      <SessionTable />
      <CredentialTable canWrite={about.canWrite} />
      <section aria-labelledby="about" className="max-w-2xl">
        <SectionHeading id="about">About</SectionHeading>
        <Facts facts={factsOf(about)} />
      </section>
    </Hydrate>
  );
}

function factsOf({ version, userId, roles, canWrite, idleMinutes, sessionHours }: About) {
  return [
    { label: "Breakwater", value: `version ${version}` },
    { label: "Your user id", value: <span className="figures break-all">{userId}</span> },
    { label: "Your roles", value: roles.join(", ") || "none" },
    {
      label: "You may",
      value: canWrite
        ? "see everything of the project, and change its plans, checkpoints and runs"
        : "see everything of the project, and change nothing",
    },
    { label: "A session ends", value: `after ${idleMinutes} min without use, and after ${sessionHours} h in any case` },
    {
      label: "State of the system",
      value: (
        <a href="/api/health" className="quiet-link">
          /api/health
        </a>
      ),
    },
  ];
}
