import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["@dbos-inc/dbos-sdk", "pg", "pino", "undici"],
  // Other folders beside ours may hold lock files; tracing must start here.
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingExcludes: { "*": [".data/**", "e2e/**", "demo/**", "docs/**"] },
};

export default config;
