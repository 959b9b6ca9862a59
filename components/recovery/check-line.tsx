import Link from "next/link";

import { Glyph } from "@/components/glyph";
import { TimeAgo } from "@/components/time";
import { toneInk } from "@/components/ui/badge";
import type { CheckResult } from "@/lib/domain/restore";
import { cn } from "@/lib/utils";

const VERDICTS: Record<
  CheckResult["verdict"],
  { shape: "complete" | "partial" | "failed"; tone: "kept" | "risk" | "breach"; word: string }
> = {
  passed: { shape: "complete", tone: "kept", word: "passed" },
  warning: { shape: "partial", tone: "risk", word: "warning" },
  blocked: { shape: "failed", tone: "breach", word: "stands in the way" },
};

type CheckLineProps = {
  check: CheckResult;
  /** Where its remedy is carried out. */
  fixHref?: string;
  /** When it was found so; left out where the list says it for all. */
  checkedAt?: string;
};

/** One thing that was looked at: whether it holds, and what to do where it does not. */
export function CheckLine({ check: { verdict, title, detail, remedy }, fixHref, checkedAt }: CheckLineProps) {
  const { shape, tone, word } = VERDICTS[verdict];
  return (
    <li className="flex gap-2.5 border-b border-line-soft py-1.5">
      <Glyph shape={shape} label={word} className={cn("mt-1 shrink-0", toneInk[tone])} />
      <span className="min-w-0">
        <span className="font-medium">{title}.</span> {detail}
        {remedy && verdict !== "passed" ? (
          <span className="block text-ink-2">
            {fixHref ? (
              <Link href={fixHref} className="quiet-link">
                {remedy}
              </Link>
            ) : (
              remedy
            )}
          </span>
        ) : null}
      </span>
      {checkedAt ? <TimeAgo at={checkedAt} className="ml-auto shrink-0 text-xs text-ink-3" /> : null}
    </li>
  );
}
