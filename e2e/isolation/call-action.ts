import fs from "node:fs";
import path from "node:path";
import { expect, type APIRequestContext } from "@playwright/test";
import { z } from "zod";

const entry = z.looseObject({ exportedName: z.string().optional(), filename: z.string().optional() });
const manifest = z.looseObject({ node: z.record(z.string(), entry) });
const answer = z.union([
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.looseObject({ code: z.string(), message: z.string() }) }),
]);
export type Answer = z.infer<typeof answer>;

/** The ids by which the built product's actions are called over HTTP, by name: "plans/createPlan". */
export function actionIds(): Map<string, string> {
  const folder = path.resolve(import.meta.dirname, "../..", process.env.NEXT_DIST_DIR ?? ".next");
  const { node } = manifest.parse(
    JSON.parse(fs.readFileSync(path.join(folder, "server/server-reference-manifest.json"), "utf8")),
  );
  return new Map(
    Object.entries(node).map(([id, { filename = "", exportedName }]) => [
      `${path.basename(path.dirname(filename))}/${exportedName}`,
      id,
    ]),
  );
}

type Call = { id: string; input: unknown; origin: string; headers?: Record<string, string> };

/** Calls a server action as its page would, without the page. */
export async function callAction(request: APIRequestContext, { id, input, origin, headers }: Call): Promise<Answer> {
  const response = await postAction(request, { id, input, origin, headers });
  const body = await response.text();
  expect(response.status(), body.slice(0, 500)).toBe(200);
  const line = body.split("\n").find((one) => /^\w+:\{"ok":/.test(one));
  if (!line) throw new Error(`No result in the answer:\n${body.slice(0, 1000)}`);
  return answer.parse(JSON.parse(line.slice(line.indexOf(":") + 1)));
}

export function postAction(request: APIRequestContext, { id, input, origin, headers }: Call) {
  return request.post("/plans", {
    headers: {
      accept: "text/x-component",
      "content-type": "text/plain;charset=UTF-8",
      "next-action": id,
      origin,
      ...headers,
    },
    data: JSON.stringify([input === undefined ? "$undefined" : input]),
    maxRedirects: 0,
  });
}
