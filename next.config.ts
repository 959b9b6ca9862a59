import type { NextConfig } from "next";

const config: NextConfig = {
  // Several servers of one checkout (tests, trials) must not share their build.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  output: "standalone",
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are a test of their own; whoever only starts Breakwater need not wait for them.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@dbos-inc/dbos-sdk", "pg", "pino", "undici"],
  // Above what any schema lets through, so that what is too long gets an answer in words.
  experimental: { serverActions: { bodySizeLimit: "4mb" } },
  // Other folders beside ours may hold lock files; tracing must start here.
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingExcludes: { "*": [".data/**", "e2e/**", "demo/**", "docs/**"] },
};

export default config;
