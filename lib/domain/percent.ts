/** A share in percent with two decimals, floored: 99.996 % is "99.99", never "100.00". Exact for any length of time. */
export function floorPercent(part: number, whole: number): string {
  const hundredths = (BigInt(Math.floor(part)) * 10_000n) / BigInt(Math.ceil(whole));
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`;
}
