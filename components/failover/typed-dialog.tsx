"use client";

import type { ReactNode } from "react";

import { TypedConfirm } from "@/components/typed-confirm";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import type { Failure } from "@/lib/domain/errors";

type TypedDialogProps = {
  title: string;
  /** What happens, and what can be done about it afterwards. */
  children: ReactNode;
  name: string;
  verb: string;
  destructive?: boolean;
  pending: boolean;
  failure: Failure | null;
  onConfirm: () => void;
  onClose: () => void;
};

/** For what is not easily taken back: what it means, and the plan's name to be typed. */
export function TypedDialog({ title, children, pending, onClose, ...confirm }: TypedDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => (open || pending ? undefined : onClose())}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription asChild>
            <div className="grid gap-2">{children}</div>
          </DialogDescription>
        </DialogHeader>
        <TypedConfirm {...confirm} pending={pending} onBack={onClose} />
      </DialogContent>
    </Dialog>
  );
}
