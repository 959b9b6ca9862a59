import path from "node:path";
import { defineConfig } from "vitest/config";

const resolve = {
  alias: {
    "@": path.resolve(import.meta.dirname),
    "server-only": path.resolve(import.meta.dirname, "scripts/empty.mjs"),
  },
};
const slow = { testTimeout: 120_000, hookTimeout: 120_000 };

/** unit: no I/O · db: a real PostgreSQL · client: HTTP against the demo cloud (or a real one) · flows: worker processes that are really killed */
export default defineConfig({
  resolve,
  test: {
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["{lib,components,app,prisma,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/client.test.ts", "**/*.client.test.ts"],
        },
      },
      {
        resolve,
        test: {
          name: "db",
          include: ["lib/**/*.db.test.ts", "prisma/**/*.db.test.ts"],
          globalSetup: ["scripts/testing/database.ts"],
          ...slow,
        },
      },
      {
        resolve,
        test: {
          name: "client",
          include: ["lib/**/client.test.ts", "lib/**/*.client.test.ts", "demo/**/*.test.ts", "e2e/cli/**/*.test.ts"],
          ...slow,
        },
      },
      {
        resolve,
        test: {
          name: "flows",
          include: ["e2e/flows/**/*.test.ts"],
          globalSetup: ["scripts/testing/database.ts"],
          ...slow,
          fileParallelism: false,
        },
      },
    ],
  },
});
