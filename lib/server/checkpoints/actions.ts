"use server";

import { checkpointPin, checkpointRef, checkpointRemoval } from "@/lib/domain/checkpoint-page";
import { action } from "../action";
import { keep, release, remove } from "./change";

export const keepCheckpoint = action("project:write", checkpointPin, (pin, actor) => keep(actor, pin));

export const releaseCheckpoint = action("project:write", checkpointRef, ({ checkpointId }, actor) =>
  release(actor, checkpointId),
);

export const deleteCheckpoint = action("project:write", checkpointRemoval, (removal, actor) => remove(actor, removal));
