"use client";

import type { ReactNode } from "react";
import { useState } from "react";

import { ErrorState } from "@/components/error-state";
import { Button } from "@/components/ui/button";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog";
import type { Failure } from "@/lib/domain/errors";
import type { Result } from "@/lib/domain/result";

type ConfirmDialogProps = {
  /** The button that opens it. Left out when `open` is given. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Names the action and its object: "Delete the checkpoint of 09:00". */
  title: string;
  /** What will happen, and what stays. */
  description: ReactNode;
  verb: string;
  destructive?: boolean;
  /** The dialog closes when this succeeds and shows the failure when it does not. */
  onConfirm: () => Promise<Result<unknown>>;
  children?: ReactNode;
};

/** For one object that can be got back: a click, with the verb on the button. */
export function ConfirmDialog({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  verb,
  destructive,
  onConfirm,
  children,
}: ConfirmDialogProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const change = (next: boolean) => {
    if (pending) return;
    setFailure(null);
    setOwnOpen(next);
    onOpenChange?.(next);
  };
  const confirm = async () => {
    setPending(true);
    const result = await onConfirm();
    setPending(false);
    if (!result.ok) return setFailure(result.error);
    setFailure(null);
    setOwnOpen(false);
    onOpenChange?.(false);
  };
  return (
    <AlertDialog open={open ?? ownOpen} onOpenChange={change}>
      {trigger ? <AlertDialogTrigger asChild>{trigger}</AlertDialogTrigger> : null}
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{title}</AlertDialogTitle>
          <AlertDialogDescription asChild>
            <div>{description}</div>
          </AlertDialogDescription>
        </AlertDialogHeader>
        {children}
        {failure ? <ErrorState failure={failure} /> : null}
        <AlertDialogFooter>
          <AlertDialogCancel disabled={pending}>Back</AlertDialogCancel>
          <Button variant={destructive ? "destructive" : "default"} pending={pending} onClick={confirm}>
            {verb}
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
