import Link from "next/link";

import { hrefOf, type ListAddress } from "@/components/resources/list-address";
import { KIND_WORDS } from "@/lib/domain/plan-words";
import { RESOURCE_KINDS } from "@/lib/domain/resource";
import { cn } from "@/lib/utils";

/** One list per kind; each has an address of its own, so they are links. */
export function KindTabs({ address }: { address: ListAddress }) {
  return (
    <nav aria-label="Kinds of resource" className="mb-3 flex gap-4 overflow-x-auto border-b border-line">
      {RESOURCE_KINDS.map((kind) => (
        <Link
          key={kind}
          href={hrefOf({ ...address, kind, trail: [] })}
          scroll={false}
          aria-current={kind === address.kind ? "page" : undefined}
          className={cn(
            "-mb-px inline-flex h-8 items-center border-b-2 border-transparent px-0.5 whitespace-nowrap text-ink-2 hover:text-ink focus-visible:-outline-offset-2",
            kind === address.kind && "border-ink font-medium text-ink",
          )}
        >
          {capital(KIND_WORDS[kind].many)}
        </Link>
      ))}
    </nav>
  );
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
