"use server";

import { recoveryChange } from "@/lib/domain/recovery-page";
import { action } from "@/lib/server/action";
import { setRecovery } from "./save";

export const saveRecovery = action("project:write", recoveryChange, (change, actor) => setRecovery(actor, change));
