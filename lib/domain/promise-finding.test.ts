import { expect, test } from "vitest";

import { promiseFinding } from "./promise-finding";

test.each([
  [0, 1, "The plan would keep its promise now"],
  [1, 1, "The plan would not keep its promise now"],
  [0, 2, "Both plans would keep their promise now"],
  [2, 2, "Neither of the two plans would keep its promise now"],
  [0, 6, "All six plans would keep their promise now"],
  [6, 6, "None of the six plans would keep its promise now"],
  [1, 6, "One of six plans would not keep its promise now"],
  [13, 20, "13 of 20 plans would not keep their promise now"],
])("%i broken of %i", (broken, total, expected) => {
  expect(promiseFinding({ broken, total })).toBe(expected);
});
