import { expect, test } from "vitest";
import { LONGEST_PLAN_DOCUMENT, PLAN_DOCUMENT_TOO_LONG, planImport } from "@/lib/domain/plan-page";
import config from "@/next.config";

test("a document that no plan needs is refused in words, and what is let through fits into a request", () => {
  const tooLong = planImport.safeParse({ text: "x".repeat(LONGEST_PLAN_DOCUMENT + 1) });
  expect(tooLong.error?.issues.map(({ message }) => message)).toEqual([PLAN_DOCUMENT_TOO_LONG]);
  // No character becomes longer in JSON than a control character does.
  const worst = JSON.stringify([{ text: "\u0001".repeat(LONGEST_PLAN_DOCUMENT) }]);
  const limit = config.experimental?.serverActions?.bodySizeLimit;
  expect(limit).toBe("4mb");
  expect(Buffer.byteLength(worst)).toBeLessThan(4 * 1024 * 1024);
});
