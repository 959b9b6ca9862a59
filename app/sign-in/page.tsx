import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Callout } from "@/components/callout";
import { SignInForm } from "@/components/session/sign-in-form";
import { Mark } from "@/components/shell/mark";
import { safeReturnPath } from "@/lib/domain/sign-in";
import { getSignInOptions, isSignedIn } from "@/lib/server/sign-in/queries";

export const metadata: Metadata = { title: "Sign in" };
export const dynamic = "force-dynamic";

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const next = safeReturnPath(typeof search["next"] === "string" ? search["next"] : null);
  if (await isSignedIn()) redirect(next);
  const { clouds, demo } = await getSignInOptions();
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[26rem] content-start gap-6 px-4 pt-[12vh] pb-10">
      <header className="flex items-center gap-2">
        <Mark className="size-5" />
        <span className="text-base font-semibold tracking-[-0.01em]">Breakwater</span>
      </header>
      <div className="grid gap-1">
        <h1 className="text-2xl font-semibold tracking-[-0.02em]">
          {clouds.length === 1 ? `Sign in to ${clouds[0]?.name}` : "Sign in"}
        </h1>
        <p className="text-ink-2">With your OpenStack account. Breakwater sees what you may see there, and no more.</p>
      </div>
      {search["signed-out"] ? (
        <Callout tone="idle" role="status">
          You are signed out, and your token is revoked. Schedules go on.
        </Callout>
      ) : null}
      {search["expired"] ? (
        <Callout tone="risk" role="status">
          Your sign-in has expired. Sign in to go on where you were.
        </Callout>
      ) : null}
      {clouds.length === 0 ? (
        <Callout tone="risk" title="No cloud is connected yet.">
          <p>
            Name a <code className="font-mono">clouds.yaml</code> in{" "}
            <code className="font-mono">OS_CLIENT_CONFIG_FILE</code> and start Breakwater again.
          </p>
        </Callout>
      ) : (
        <SignInForm clouds={clouds} demo={demo} next={next} />
      )}
    </main>
  );
}
