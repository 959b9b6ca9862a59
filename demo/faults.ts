import { z } from "zod";

const effect = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("latency"), ms: z.number().nonnegative() }),
  z.object({
    kind: z.literal("status"),
    status: z.union([z.literal(429), z.literal(500), z.literal(502), z.literal(503), z.literal(504)]),
    retryAfter: z.number().optional(),
  }),
  /** The work is done, the answer never comes. */
  z.object({ kind: z.literal("timeoutAfterSuccess") }),
  /** The answer is given, and the resource never leaves its first state. */
  z.object({ kind: z.literal("stuck") }),
  /** The answer is given, and the resource ends in error. */
  z.object({ kind: z.literal("error"), reason: z.string().optional() }),
  /** The whole site: connections are refused, or accepted and never answered. */
  z.object({ kind: z.literal("dark"), how: z.enum(["refused", "hanging"]).default("refused") }),
  z.object({ kind: z.literal("tokenExpired") }),
]);

export const faultRule = z.object({
  site: z.string().optional(),
  /** The catalog's type: volumev3, compute, identity ... */
  service: z.string().optional(),
  method: z.string().optional(),
  /** Of the path below the service's mount: `*` is one segment, `**` any number. */
  path: z.string().optional(),
  effect,
  /** How many requests it strikes; without it, all. */
  times: z.number().int().positive().optional(),
});

export type FaultRule = z.output<typeof faultRule>;
export type FaultEffect = FaultRule["effect"];

type Struck = { site: string; service: string; method: string; path: string };

export type Faults = {
  rules(): FaultRule[];
  replace(rules: FaultRule[]): void;
  /** The effects that strike this request; counts them against `times`. */
  strike(request: Struck): FaultEffect[];
  dark(site: string): "refused" | "hanging" | null;
};

export function faultBook(): Faults {
  let held: FaultRule[] = [];
  return {
    rules: () => held,
    replace(rules) {
      held = rules.map((rule) => ({ ...rule }));
    },
    strike(request) {
      const struck = held.filter((rule) => rule.effect.kind !== "dark" && matches(rule, request) && rule.times !== 0);
      for (const rule of struck) if (rule.times !== undefined) rule.times -= 1;
      return struck.map((rule) => rule.effect);
    },
    dark(site) {
      for (const rule of held) {
        if (rule.effect.kind === "dark" && (rule.site === undefined || rule.site === site)) return rule.effect.how;
      }
      return null;
    },
  };
}

function matches(rule: FaultRule, request: Struck): boolean {
  return (
    (rule.site === undefined || rule.site === request.site) &&
    (rule.service === undefined || rule.service === request.service) &&
    (rule.method === undefined || rule.method.toUpperCase() === request.method) &&
    (rule.path === undefined || pathMatches(request.path, rule.path))
  );
}

/** Keystone's own reading of a pattern: `*` and `{name}` are one segment, `**` is anything. */
export function pathMatches(path: string, pattern: string): boolean {
  const source = pattern.replace(/\{[^}]*\}|\*\*|\*|[^{}*]+/g, (token) => {
    if (token === "**") return ".*";
    if (token === "*" || token.startsWith("{")) return "[^/]+";
    return token.replace(/[.+?^$()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${source}$`).test(path);
}
