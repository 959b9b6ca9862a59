import { expect, test } from "vitest";
import { besides } from "./beside";

test("work that hangs holds up neither its caller nor other work, and is not begun twice", async () => {
  const beside = besides();
  const begun: string[] = [];
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const hang = async () => {
    begun.push("hang");
    await ended;
  };
  beside("leftovers", hang);
  beside("leftovers", hang);
  beside("hourly", async () => void begun.push("hourly"));
  expect(begun).toEqual(["hang", "hourly"]);
  end();
  await expect.poll(() => (beside("leftovers", hang), begun.length)).toBeGreaterThan(2);
});
