import { z } from "zod";

const flag = z
  .enum(["0", "1", "true", "false", ""])
  .default("")
  .transform((value) => value === "1" || value === "true");
const whole = (fallback: number) => z.coerce.number().int().positive().default(fallback);

const schema = z.object({
  DATABASE_URL: z.string().min(1, "DATABASE_URL names the PostgreSQL database; npm start sets it"),
  AUTH_SECRET: z.string().min(32, "AUTH_SECRET needs at least 32 characters; npm start makes one"),
  OS_CLIENT_CONFIG_FILE: z.string().optional(),
  BREAKWATER_DEMO: flag,
  BREAKWATER_DEMO_URL: z.url().optional(),
  BREAKWATER_URL: z.url().default("http://127.0.0.1:3000"),
  BREAKWATER_WORKER_ID: z.string().default("worker-1"),
  BREAKWATER_SITE_CONCURRENCY: whole(4),
  BREAKWATER_TRANSFER_MIB_PER_SECOND: z.coerce.number().min(0).default(0),
  BREAKWATER_IDLE_MINUTES: whole(60),
  BREAKWATER_SESSION_HOURS: whole(12),
  BREAKWATER_TRUST_PROXY: flag,
  BREAKWATER_PROBE_NETWORKS: z.string().default(""),
  BREAKWATER_BANK_DIR: z.string().min(1).optional(),
});

export type Env = {
  databaseUrl: string;
  authSecret: string;
  /** clouds.yaml from which sites are taken at start. */
  cloudsFile: string | null;
  /** The demo cloud runs: its sign-ins may be shown. */
  demo: boolean;
  /** Where the demo cloud's own doors (faults, bytes) are. */
  demoUrl: string | null;
  /** The address under which browsers reach Breakwater. */
  url: URL;
  secure: boolean;
  workerId: string;
  /** Copies made at the same time at one site, over all workers. */
  siteConcurrency: number;
  /** The most that one image may take on its way between sites; null: no limit. */
  transferBytesPerSecond: number | null;
  idleMinutes: number;
  sessionHours: number;
  /** Whether X-Forwarded-For is set by a proxy of ours. */
  trustProxy: boolean;
  /** The networks in which health gates may ask, as CIDRs. */
  probeNetworks: string[];
  /** A mounted directory for the banks of recovery sites without an object store. */
  bankDir: string | null;
};

let known: Env | undefined;

/** The settings, read once and lazily: a build has none of them. */
export function env(): Env {
  return (known ??= read(process.env));
}

function read(source: NodeJS.ProcessEnv): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) throw new Error(`Settings cannot be used:\n${z.prettifyError(parsed.error)}`);
  const values = parsed.data;
  const url = new URL(values.BREAKWATER_URL);
  return {
    databaseUrl: values.DATABASE_URL,
    authSecret: values.AUTH_SECRET,
    cloudsFile: values.OS_CLIENT_CONFIG_FILE ?? null,
    demo: values.BREAKWATER_DEMO,
    demoUrl: values.BREAKWATER_DEMO_URL ?? null,
    url,
    secure: url.protocol === "https:",
    workerId: values.BREAKWATER_WORKER_ID,
    siteConcurrency: values.BREAKWATER_SITE_CONCURRENCY,
    transferBytesPerSecond: values.BREAKWATER_TRANSFER_MIB_PER_SECOND * 1024 ** 2 || null,
    idleMinutes: values.BREAKWATER_IDLE_MINUTES,
    sessionHours: values.BREAKWATER_SESSION_HOURS,
    trustProxy: values.BREAKWATER_TRUST_PROXY,
    bankDir: values.BREAKWATER_BANK_DIR ?? null,
    probeNetworks: values.BREAKWATER_PROBE_NETWORKS.split(",").flatMap((one) => one.trim() || []),
  };
}
