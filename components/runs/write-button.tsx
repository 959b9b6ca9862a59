"use client";

import { Button, type ButtonProps } from "@/components/ui/button";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";

const REASON = "Your role in this project is reader: it sees everything and changes nothing.";

/** A button for those who may change things; for all others it stays in sight and says why it does nothing. */
export function WriteButton({ canWrite, children, ...props }: ButtonProps & { canWrite: boolean }) {
  if (canWrite) return <Button {...props}>{children}</Button>;
  return (
    <Tooltip>
      <TooltipTrigger asChild>
        <span
          tabIndex={0}
          aria-label={`${String(children)} Not available: ${REASON}`}
          className="inline-flex rounded-md"
        >
          <Button {...props} onClick={undefined} disabled>
            {children}
          </Button>
        </span>
      </TooltipTrigger>
      <TooltipContent>{REASON}</TooltipContent>
    </Tooltip>
  );
}
