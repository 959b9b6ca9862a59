import { deploy } from "./migrations.mjs";
import { withClient } from "./postgres.mjs";

/**
 * Brings the database to today's schema as its owner, then gives the application's
 * role what it needs: everything but changing or removing what was audited.
 */
export async function migrateDatabase({ ownerUrl, applicationUrl }) {
  const applied = await deploy(ownerUrl);
  const role = decodeURIComponent(new URL(applicationUrl).username);
  const owner = decodeURIComponent(new URL(ownerUrl).username);
  if (role !== owner) await withClient(ownerUrl, (client) => client.query(grants(role)));
  return applied;
}

function grants(role) {
  const name = `"${role.replaceAll('"', '""')}"`;
  return `
    do $$ begin execute format('grant create, connect, temporary on database %I to ${name}', current_database()); end $$;
    grant usage on schema public to ${name};
    grant select, insert, update, delete on all tables in schema public to ${name};
    grant usage, select on all sequences in schema public to ${name};
    revoke update, delete, truncate on "Audit" from ${name};
    revoke all on "_prisma_migrations" from ${name};`;
}
