"use server";

import { planRef } from "@/lib/domain/plan-page";
import { sessionRef } from "@/lib/domain/settings";
import { action } from "../action";
import { endOwnSession, revokePlanAccess } from "./change";

export const endSession = action("project:read", sessionRef, ({ sessionId }, actor) => endOwnSession(actor, sessionId));

export const revokePlanCredential = action(
  "project:write",
  planRef,
  ({ planId }, actor) => revokePlanAccess(actor, planId),
  { audit: "credential.revoke" },
);
