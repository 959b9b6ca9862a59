"use client";

import { useState } from "react";

import { ComesAfter } from "@/components/recovery-settings/comes-after";
import { GateList } from "@/components/recovery-settings/gate-list";
import { editButtonId } from "@/components/recovery-settings/wave-list";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { serverRecovery, type ServerRecovery } from "@/lib/domain/recovery-settings";

type ServerDialogProps = {
  server: ServerRecovery;
  servers: ServerRecovery[];
  onApply: (server: ServerRecovery) => void;
  onClose: () => void;
};

/** How one server takes its place: after whom, how much depends on it, when it counts as up. */
export function ServerDialog({ server, servers, onApply, onClose }: ServerDialogProps) {
  const [draft, setDraft] = useState(server);
  const [tried, setTried] = useState(false);
  const checked = serverRecovery.safeParse(draft);
  const errors = tried ? errorsOf(checked.error?.issues ?? []) : {};
  const set = (part: Partial<ServerRecovery>) => setDraft({ ...draft, ...part });
  const apply = () => {
    setTried(true);
    if (checked.success) onApply(checked.data);
  };
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(editButtonId(server.serverId))?.focus();
        }}
      >
        <DialogHeader>
          <DialogTitle>How {server.name} comes back</DialogTitle>
          <DialogDescription>Applied to the order on the page; nothing is saved yet.</DialogDescription>
        </DialogHeader>
        <ComesAfter server={draft} servers={servers} onChange={(after) => set({ after })} />
        <Field
          label="When it does not come up"
          hint={draft.critical ? "what comes after it is not begun" : "what comes after it begins without it"}
        >
          {(control) => (
            <NativeSelect
              {...control}
              value={draft.critical ? "critical" : "optional"}
              onChange={(event) => set({ critical: event.target.value === "critical" })}
            >
              <option value="critical">the failover has failed (critical)</option>
              <option value="optional">the failover goes on without it (optional)</option>
            </NativeSelect>
          )}
        </Field>
        <GateList gates={draft.gates} errors={errors} onChange={(gates) => set({ gates })} />
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="default" onClick={apply}>
            Apply
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

/** By path: `gates.0.url`. */
function errorsOf(issues: { path: PropertyKey[]; message: string }[]): Record<string, string> {
  return Object.fromEntries(issues.map(({ path, message }) => [path.map(String).join("."), message]));
}
