import { expect, test } from "vitest";
import { isAllowed, PERMISSIONS, type Permission } from "./permissions";

test.each<[string[], Permission[]]>([
  [[], []],
  [["reader"], ["project:read"]],
  [["member"], ["project:read", "project:write"]],
  [
    ["Member", "reader"],
    ["project:read", "project:write"],
  ],
  [["admin"], [...PERMISSIONS]],
  [["heat_stack_owner"], []],
  [["administrator"], []],
])("roles %j allow %j", (roles, allowed) => {
  expect(PERMISSIONS.filter((permission) => isAllowed({ roles }, permission))).toEqual(allowed);
});
