import { expect, test } from "vitest";
import { OpenStackError } from "@/lib/openstack/error";
import { bearing } from "./bearing";

const silent = new OpenStackError("Glance at two cannot be reached.", {
  service: "glance",
  site: "two",
  code: "unavailable",
  status: 0,
});
const at = (times: number[]) => () => times.shift() ?? 0;

test("a silence is passed on for two minutes, and then ends the waiting in words", async () => {
  const poll = bearing(() => Promise.reject(silent), at([0, 0, 119_000, 120_000]));
  await expect(poll()).rejects.toBe(silent);
  await expect(poll()).rejects.toBe(silent);
  await expect(poll()).rejects.toMatchObject({ code: "unreachable", message: silent.message });
});

test("a sign of life begins the count anew", async () => {
  const poll = bearing(
    (alive) => {
      alive();
      return Promise.reject(silent);
    },
    at([0, 0, 500_000, 500_000]),
  );
  await expect(poll()).rejects.toBe(silent);
  await expect(poll()).rejects.toBe(silent);
});

test("what is no silence is no matter of patience", async () => {
  const refused = new Error("refused");
  await expect(bearing(() => Promise.reject(refused))()).rejects.toBe(refused);
});
