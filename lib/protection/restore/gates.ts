import { connect as open } from "node:net";
import { request } from "undici";
import { AppError } from "@/lib/domain/errors";
import { gateWords } from "@/lib/domain/failover-plan";
import type { Gate } from "@/lib/domain/recovery-settings";
import type { StepOf } from "@/lib/domain/restore-steps";
import { env } from "@/lib/env";
import { mayProbe } from "./probe-guard";
import type { RestoreContext } from "./context";

const PROBE_MS = 5_000;

/** Waits until the gate holds; answers with what a person should know. A manual gate is passed by a person. */
export function passGate(
  context: RestoreContext,
  { key, gate }: StepOf<"pass-gate">,
  { portIds, decided }: { portIds: string[]; decided: () => Promise<string | null> },
): Promise<string[]> {
  const options = {
    everySeconds: 5,
    timeoutSeconds: gate.timeoutSeconds,
    ...(gate.onTimeout === "go-on"
      ? {
          late: async () => [
            `A gate was not passed within ${gate.timeoutSeconds} s and was gone past: ${gateWords(gate)}.`,
          ],
        }
      : {}),
  };
  return context.run.waitFor(
    key,
    async () => {
      const note = await decided();
      if (note !== null) return [note];
      if (gate.kind === "manual") return null;
      const address = await addressOf(context, portIds);
      return (await holds(gate, address)) ? [] : null;
    },
    options,
  );
}

async function addressOf(context: RestoreContext, portIds: string[]): Promise<string> {
  const { neutron } = await context.target();
  const [first] = portIds;
  const address = first ? (await neutron.ports.get(first)).fixed_ips[0]?.ip_address : undefined;
  if (address) return address;
  throw new AppError("conflict", "The server has no address that could be asked.", {
    remedy: "Make the gate one that a person passes.",
  });
}

async function holds(gate: Exclude<Gate, { kind: "manual" }>, address: string): Promise<boolean> {
  if (gate.kind === "port-open") {
    await mayProbe(address, env().probeNetworks);
    return isOpen(address, gate.port);
  }
  const url = new URL(gate.url.replace("{address}", address));
  await mayProbe(url.hostname, env().probeNetworks);
  return answers(url, gate);
}

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = open({ host, port, timeout: PROBE_MS });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

async function answers(url: URL, { status, contains }: Extract<Gate, { kind: "http" }>): Promise<boolean> {
  try {
    const response = await request(url, { headersTimeout: PROBE_MS, bodyTimeout: PROBE_MS });
    const text = await response.body.text();
    return response.statusCode === status && text.includes(contains);
  } catch {
    // Not up yet: whatever went wrong, the next look tells.
    return false;
  }
}
