"use server";

import { planRef } from "@/lib/domain/plan-page";
import { action } from "../action";
import { showKey } from "./key";

export const showBankKey = action("project:write", planRef, ({ planId }, actor) => showKey(actor, planId));
