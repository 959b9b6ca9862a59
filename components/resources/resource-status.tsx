import { Glyph } from "@/components/glyph";
import { statusLook, statusWords } from "@/components/resources/resource-words";
import { toneInk } from "@/components/ui/badge";
import { cn } from "@/lib/utils";

/** What the cloud says of a resource, in its own words. */
export function ResourceStatus({ status }: { status: string }) {
  const { shape, tone } = statusLook(status);
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap", toneInk[tone])}>
      <Glyph shape={shape} className="size-2.5" />
      {statusWords(status)}
    </span>
  );
}
