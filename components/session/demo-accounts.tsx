import { Button } from "@/components/ui/button";

const ACCOUNTS = [
  { user: "demo", may: "member of project demo: plans, checkpoints, restores" },
  { user: "viewer", may: "reader of project demo: sees all, changes nothing" },
  { user: "alt", may: "member of another project" },
  { user: "admin", may: "administrator: sites, all projects" },
];

/** The sign-ins of the demo cloud, which exist nowhere else. */
export function DemoAccounts({ onChoose }: { onChoose: (user: string) => void }) {
  return (
    <section aria-labelledby="demo-accounts" className="mt-8">
      <h2 id="demo-accounts" className="text-xs font-medium text-ink-3">
        The demo cloud runs. Its users all have the password <code className="font-mono text-ink">secret</code>
      </h2>
      <ul className="mt-2 divide-y divide-line-soft border-y border-line-soft">
        {ACCOUNTS.map(({ user, may }) => (
          <li key={user} className="flex items-center gap-3 py-1.5">
            <span className="w-14 shrink-0 font-mono">{user}</span>
            <span className="min-w-0 flex-1 text-xs text-ink-2">{may}</span>
            <Button size="sm" aria-label={`Fill in ${user}`} onClick={() => onChoose(user)}>
              Fill in
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
