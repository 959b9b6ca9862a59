import { expect, test } from "vitest";
import { planInput } from "@/lib/domain/plan";
import { emptySchedule, emptySelection, newDraft, PLAN_STEPS, stepOf } from "./plan-draft";
import { stepMarks } from "./plan-form-state";

const resource = { kind: "OS::Nova::Server" as const, id: "a", name: "web-1" };

test("with one resource chosen the defaults are a whole plan", () => {
  expect(planInput.safeParse(newDraft({ siteId: "one", zone: "Europe/Lisbon", resources: [resource] })).success).toBe(
    true,
  );
});

test("a name that no plan may have is not proposed", () => {
  expect(newDraft({ siteId: "one", zone: "UTC", resources: [{ ...resource, name: "#1 server" }] }).name).toBe("");
});

test.each(["minutes", "hours", "day", "week", "cron", "manual"] as const)("the schedule %s begins usable", (every) => {
  expect(planInput.shape.schedule.safeParse(emptySchedule(every, "UTC")).success).toBe(true);
});

test("a way of choosing begins empty, but for the whole project", () => {
  expect(emptySelection("metadata")).toEqual({ by: "metadata", key: "", value: "" });
  expect(planInput.shape.selection.safeParse(emptySelection("project")).success).toBe(true);
});

test.each([
  ["selection.key", "what"],
  ["schedule.expression", "when"],
  ["fullEvery", "keep"],
  ["objective.rpoMinutes", "promise"],
  ["recoverySiteId", "where"],
  ["elsewhere", "review"],
])("an error at %s leads to the step %s", (path, step) => {
  expect(stepOf(path)).toBe(step);
});

test("a step is marked only once one has been there; a promise that no site can keep is wrong", () => {
  const draft = newDraft({ siteId: "one", zone: "UTC" });
  expect(stepMarks(draft, new Set())).toMatchObject({ what: "open", when: "open" });
  expect(stepMarks(draft, new Set(PLAN_STEPS))).toMatchObject({
    what: "wrong",
    when: "done",
    where: "done",
    review: "open",
  });
  expect(stepMarks({ ...draft, objective: { ...draft.objective, rung: "offsite" } }, new Set(PLAN_STEPS)).where).toBe(
    "wrong",
  );
});
