import { Prisma } from "@/generated/prisma/client";
import type { Json } from "@/lib/domain/json";

/** Prisma tells JSON's null from SQL's NULL; we mean SQL's. */
export function stored(value: Json): Prisma.InputJsonValue | typeof Prisma.DbNull {
  // Json and InputJsonValue differ only in null, which is taken care of at the top; inside, null is JSON's.
  return value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue);
}

/** For columns that are never NULL: an absent value is JSON's null. */
export function required(value: Json): Prisma.InputJsonValue | typeof Prisma.JsonNull {
  return value === null ? Prisma.JsonNull : (value as Prisma.InputJsonValue);
}
