import Link from "next/link";
import { Mark } from "@/components/shell/mark";
import { Button } from "@/components/ui/button";

/** Also what someone sees who asks for a thing of another project: it does not exist for them. */
export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[26rem] content-start gap-6 px-4 pt-[12vh] pb-10">
      <div className="flex items-center gap-2">
        <Mark className="size-5" />
        <span className="text-base font-semibold tracking-[-0.01em]">Breakwater</span>
      </div>
      <div className="grid gap-1">
        <h1 className="text-2xl font-semibold tracking-[-0.02em]">There is no such page</h1>
        <p className="text-ink-2">
          The address may be mistyped, or what it named was deleted or belongs to another project.
        </p>
      </div>
      <div>
        <Button asChild variant="default">
          <Link href="/">Go to the overview</Link>
        </Button>
      </div>
    </main>
  );
}
