"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner, type ToasterProps } from "sonner";

import { Glyph } from "@/components/glyph";

const themes = { light: "light", dark: "dark" } as const;

export function Toaster(props: ToasterProps) {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      data-slot="toaster"
      theme={resolvedTheme === "dark" ? themes.dark : themes.light}
      position="bottom-right"
      duration={10_000}
      closeButton
      icons={{
        success: <Glyph shape="complete" className="text-kept" />,
        info: <Glyph shape="running" className="text-running" />,
        warning: <Glyph shape="partial" className="text-risk" />,
        error: <Glyph shape="failed" className="text-breach" />,
      }}
      toastOptions={{
        classNames: {
          toast: "!rounded-lg !border !border-line !bg-popover !p-3 !font-sans !text-sm !text-ink !shadow-none",
          description: "!text-ink-2",
          actionButton: "!h-7 !rounded-md !bg-ink !px-2.5 !text-xs !text-inverse",
          cancelButton: "!h-7 !rounded-md !bg-hover !px-2.5 !text-xs !text-ink",
          closeButton: "!border-line !bg-popover !text-ink-2",
        },
      }}
      {...props}
    />
  );
}
