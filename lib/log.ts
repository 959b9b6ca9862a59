import pino from "pino";

/** Fields whose values never reach the log, at the three levels that our lines have; deeper things are not logged. */
const secrets = ["password", "secret", "token", "authorization", "cookie", "x-auth-token", "x-subject-token"];
const paths = secrets.flatMap((word) => [`["${word}"]`, `*["${word}"]`, `*.*["${word}"]`]);

/** Structured log on standard output, one JSON object a line. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { process: process.env.BREAKWATER_PROCESS ?? "web" },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths, censor: "[sealed]" },
});
