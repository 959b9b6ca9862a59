import { expect, test } from "vitest";
import { z } from "zod";
import { parseQuery } from "./query";

const schema = z.object({
  search: z.string().default(""),
  limit: z.number().int().max(200).default(25),
  live: z.boolean().default(false),
  kinds: z.array(z.enum(["a", "b"])).default([]),
  after: z.string().nullable().default(null),
});

test.each([
  ["nothing given", {}, { search: "", limit: 25, live: false, kinds: [], after: null }],
  [
    "numbers, truths and single members of a list",
    { limit: "50", live: "true", kinds: "a" },
    { search: "", limit: 50, live: true, kinds: ["a"], after: null },
  ],
  ["a repeated name", { kinds: ["a", "b"] }, { search: "", limit: 25, live: false, kinds: ["a", "b"], after: null }],
  ["empty means not given", { search: "", after: "" }, { search: "", limit: 25, live: false, kinds: [], after: null }],
  [
    "what no one can store is found nowhere",
    { search: "a\u0000b", kinds: ["a"] },
    { search: "a\uFFFDb", limit: 25, live: false, kinds: ["a"], after: null },
  ],
  [
    "digits stay text where text is meant",
    { search: "2026" },
    { search: "2026", limit: 25, live: false, kinds: [], after: null },
  ],
])("%s", (_name, raw, meant) => {
  expect(parseQuery(schema, raw).data).toEqual(meant);
});

test.each<Record<string, string>>([{ limit: "many" }, { limit: "1e9" }, { live: "perhaps" }, { kinds: "c" }])(
  "%o is refused",
  (raw) => {
    expect(parseQuery(schema, raw).success).toBe(false);
  },
);
