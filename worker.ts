import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { work } from "@/lib/workflows/work";

try {
  await work({ workerId: env().workerId });
} catch (error) {
  log.fatal({ err: error }, "the worker could not start");
  process.exit(1);
}
