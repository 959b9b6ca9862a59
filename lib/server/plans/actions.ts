"use server";

import { z } from "zod";
import { planInput } from "@/lib/domain/plan";
import { planEdit, planImport, planPause, planRef, planRemoval } from "@/lib/domain/plan-page";
import { action } from "../action";
import { documentToInput } from "./document";
import { setPaused, setResumed, takeCheckpoint, renewAccess } from "./operate";
import { removePlan } from "./remove";
import { addPlan, changePlan } from "./save";

const creation = z.object({ input: planInput });

export const createPlan = action("project:write", creation, ({ input }, actor) => addPlan(actor, input, "plan.create"));

export const editPlan = action("project:write", planEdit, (edit, actor) => changePlan(actor, edit));

export const importPlan = action("project:write", planImport, async ({ text }, actor) =>
  addPlan(actor, await documentToInput(actor, text), "plan.import"),
);

export const pausePlan = action("project:write", planPause, (pause, actor) => setPaused(actor, pause));

export const resumePlan = action("project:write", planRef, ({ planId }, actor) => setResumed(actor, planId));

export const deletePlan = action("project:write", planRemoval, (removal, actor) => removePlan(actor, removal));

export const createCheckpoint = action("project:write", planRef, ({ planId }, actor) => takeCheckpoint(actor, planId));

export const renewPlanCredential = action("project:write", planRef, ({ planId }, actor) => renewAccess(actor, planId));
