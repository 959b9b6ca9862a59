"use client";

import { useState } from "react";

import { forgetDraft } from "@/components/plans/draft-store";
import { GuidedForm } from "@/components/plans/guided-form";
import type { PlanDraft } from "@/components/plans/plan-draft";
import type { PlanFormProps } from "@/components/plans/plan-form-props";
import { useKeptDraft } from "@/components/plans/use-kept-draft";

/** The guided form, continued where this tab left it. */
export function PlanForm(props: PlanFormProps) {
  const draftKey = props.planId ?? newDraftKey(props.start);
  const kept = useKeptDraft(draftKey);
  const [afresh, setAfresh] = useState(false);
  const draft = afresh ? null : kept;
  const beginAfresh = () => {
    forgetDraft(draftKey);
    setAfresh(true);
  };
  const start = draft === null ? props.start : { ...props.start, ...draft };
  return (
    <GuidedForm
      key={draft === null ? "start" : "draft"}
      {...props}
      start={start}
      draftKey={draftKey}
      onBeginAfresh={draft === null ? null : beginAfresh}
    />
  );
}

// Who comes with other resources chosen begins another plan.
function newDraftKey({ siteId, selection }: PlanDraft): string {
  const chosen = selection.by === "fixed" ? selection.resources.map(({ id }) => id) : [];
  return ["new", siteId, ...chosen].join(":");
}
