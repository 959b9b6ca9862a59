"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useState, type ReactNode } from "react";

import { retryAfterSignIn } from "@/components/request";
import { Toaster } from "@/components/ui/sonner";
import { TooltipProvider } from "@/components/ui/tooltip";
import { ViewerClock } from "@/components/viewer-clock";

type ProvidersProps = {
  /** Of the content security policy: the theme's script must run before the first paint. */
  nonce: string | undefined;
  zone: string | null;
  now: string;
  children: ReactNode;
};

export function Providers({ nonce, zone, now, children }: ProvidersProps) {
  const [queries] = useState(makeQueryClient);
  return (
    <ThemeProvider
      attribute={["data-theme", "class"]}
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
    >
      <NuqsAdapter>
        <QueryClientProvider client={queries}>
          <ViewerClock zone={zone} now={now}>
            <TooltipProvider>{children}</TooltipProvider>
            <Toaster />
          </ViewerClock>
        </QueryClientProvider>
      </NuqsAdapter>
    </ThemeProvider>
  );
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // What the server handed over is fresh: it was read a moment ago.
      queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: true },
      mutations: { retry: (_count, error) => retryAfterSignIn(error), retryDelay: 0 },
    },
  });
}
