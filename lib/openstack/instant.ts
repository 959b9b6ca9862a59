import { z } from "zod";

/** OpenStack's times are UTC, some without saying so. Becomes an ISO instant that ends in Z. */
export const instant = z.string().transform((text, context) => {
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
  const at = new Date(zoned);
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  context.addIssue({ code: "custom", message: `not a time: ${text}` });
  return z.NEVER;
});

export const optionalInstant = instant.nullish().transform((at) => at ?? null);
