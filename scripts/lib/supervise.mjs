import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "./paths.mjs";

const leaveWithParent = path.join(root, "scripts/lib/leave-with-parent.mjs");

/** Keeps programs running: one that ends is started again, at once the first time, later each time it fails early. */
export function supervisor() {
  const children = new Map();
  let stopping = false;

  function keep(name, args, env) {
    const start = (failures) => {
      const child = spawn(process.execPath, ["--import", leaveWithParent, ...args], {
        cwd: root,
        env: { ...process.env, ...env, BREAKWATER_PROCESS: name },
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      const startedAt = Date.now();
      children.set(name, child);
      child.once("exit", (code, signal) => {
        if (stopping) return;
        const early = Date.now() - startedAt < 10_000;
        const pause = early ? Math.min(15_000, 500 * 2 ** failures) : 200;
        console.log(`${name} ended (${signal ?? code}) and is started again in ${pause} ms`);
        setTimeout(() => stopping || start(early ? failures + 1 : 0), pause);
      });
    };
    start(0);
  }

  async function stop() {
    stopping = true;
    const ended = [...children.values()].map((child) => end(child));
    await Promise.all(ended);
  }

  return { keep, stop };
}

function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), 8_000);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
