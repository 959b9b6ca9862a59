import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { dataDir, root } from "./paths.mjs";

/** Reads .env, fills what is missing, and answers the environment that every process of Breakwater gets. */
export function settings() {
  const file = path.join(root, ".env");
  if (fs.existsSync(file)) process.loadEnvFile(file);
  fs.mkdirSync(dataDir(), { recursive: true });
  const port = process.env.PORT ?? "3000";
  const host = process.env.HOST ?? "127.0.0.1";
  const url = process.env.BREAKWATER_URL ?? `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  return {
    NODE_ENV: "production",
    PORT: port,
    HOSTNAME: host,
    BREAKWATER_URL: url,
    AUTH_URL: url,
    AUTH_TRUST_HOST: "true",
    AUTH_SECRET: process.env.AUTH_SECRET ?? keptSecret(),
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

// Tokens and credentials are sealed with it: a new one at each start would lose them.
function keptSecret() {
  const file = path.join(dataDir(), "auth.secret");
  if (!fs.existsSync(file)) fs.writeFileSync(file, crypto.randomBytes(48).toString("base64url"), { mode: 0o600 });
  return fs.readFileSync(file, "utf8").trim();
}
