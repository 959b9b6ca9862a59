import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";

import { Providers } from "@/components/providers";
import { ZONE_COOKIE } from "@/components/zone";
import { cn } from "@/lib/utils";

import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Breakwater", template: "%s · Breakwater" },
  description: "Protection plans, checkpoints and proven recovery for the workloads of OpenStack clouds.",
  applicationName: "Breakwater",
  referrer: "same-origin",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#0c0c0f" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [headerList, cookieJar] = await Promise.all([headers(), cookies()]);
  return (
    // The theme's script writes class and data-theme before React looks.
    <html lang="en-GB" className={cn(GeistSans.variable, GeistMono.variable)} suppressHydrationWarning>
      <body className="min-h-dvh font-sans">
        <Providers
          nonce={headerList.get("x-nonce") ?? undefined}
          zone={cookieJar.get(ZONE_COOKIE)?.value ?? null}
          now={new Date().toISOString()}
        >
          {children}
        </Providers>
      </body>
    </html>
  );
}
