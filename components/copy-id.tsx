"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

import { cn } from "@/lib/utils";

type CopyIdProps = {
  id: string;
  /** What it is the id of: "volume id". */
  label?: string;
  /** Shown in full; otherwise its first eight characters. */
  whole?: boolean;
  className?: string;
};

/** An id in mono; pressing it copies it in full. */
export function CopyId({ id, label = "id", whole = false, className }: CopyIdProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await writeClipboard(id);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      data-slot="copy-id"
      title={id}
      onClick={copy}
      className={cn(
        "group figures inline-flex min-h-6 max-w-full items-center gap-1 rounded-sm text-ink-2 hover:text-ink",
        className,
      )}
    >
      <span className="sr-only">Copy {label}</span>
      <span className="truncate">{whole ? id : shorten(id)}</span>
      <Icon aria-hidden className={cn("size-3 shrink-0", copied ? "text-kept" : "text-ink-3 group-hover:text-ink")} />
      <span role="status" className="sr-only">
        {copied ? "copied" : ""}
      </span>
    </button>
  );
}

function shorten(id: string): string {
  return id.length > 12 ? id.slice(0, 8) : id;
}

async function writeClipboard(text: string) {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  // Over plain http browsers hide the clipboard; an input that is copied from still works.
  const carrier = document.createElement("textarea");
  carrier.value = text;
  carrier.style.position = "fixed";
  carrier.style.opacity = "0";
  document.body.append(carrier);
  carrier.select();
  document.execCommand("copy");
  carrier.remove();
}
