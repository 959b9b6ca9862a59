"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { ReaderNote } from "@/components/plans/reader-note";
import { resultOf, useImportPlan } from "@/components/plans/use-plans";
import { PageCrumbs } from "@/components/shell/crumbs";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { Failure } from "@/lib/domain/errors";
import { LONGEST_PLAN_DOCUMENT, PLAN_DOCUMENT_TOO_LONG, planImport } from "@/lib/domain/plan-page";

/** A plan from a YAML document, as exported here or elsewhere. */
export function ImportPlan({ canWrite }: { canWrite: boolean }) {
  return (
    <>
      <PageCrumbs crumbs={[{ label: "Plans", href: "/plans" }, { label: "Import" }]} />
      <PageHeader
        title="Import a plan"
        meta="From a document that a plan's page exported. Sites are found by name; user data is not part of it."
      />
      {canWrite ? <ImportForm /> : <ReaderNote what="import a plan" />}
    </>
  );
}

function ImportForm() {
  const router = useRouter();
  const { text, setText, failure, read, save, pending } = useDocument();
  return (
    <form
      noValidate
      className="grid max-w-3xl gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <FileField onRead={(file) => void read(file)} />
      <Field label="Document" required error={failure?.fields?.text}>
        {(field) => (
          <Textarea
            {...field}
            rows={18}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="font-mono text-xs"
            spellCheck={false}
          />
        )}
      </Field>
      {failure ? <ErrorState failure={failure} /> : null}
      <div className="flex gap-2">
        <Button type="submit" variant="default" pending={pending} disabled={text.trim() === ""}>
          Import plan
        </Button>
        <Button onClick={() => router.push("/plans")}>Back</Button>
      </div>
      <p className="text-xs text-ink-3">
        The plan is active as soon as it is imported: its schedule begins with the next slot.
      </p>
    </form>
  );
}

function FileField({ onRead }: { onRead: (file: File | undefined) => void }) {
  return (
    <Field label="File" optional hint="Its text is shown below before anything is saved.">
      {(field) => (
        <Input
          {...field}
          type="file"
          accept=".yaml,.yml,application/yaml,text/yaml"
          onChange={(event) => onRead(event.target.files?.[0])}
          className="py-1"
        />
      )}
    </Field>
  );
}

/** The document's text, read from a file or typed, and what became of importing it. */
function useDocument() {
  const router = useRouter();
  const importing = useImportPlan();
  const [text, setText] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = async (file: File | undefined) => {
    if (!file) return;
    // A file of another kind may be larger than the browser can show.
    if (file.size > LONGEST_PLAN_DOCUMENT) return setFailure(documentRefusal(PLAN_DOCUMENT_TOO_LONG));
    setFailure(null);
    setText(await file.text());
  };
  const save = async () => {
    const checked = planImport.safeParse({ text });
    if (!checked.success) return setFailure(documentRefusal(checked.error.issues[0]?.message ?? ""));
    setFailure(null);
    const saved = await resultOf(importing.mutateAsync(text));
    if (!saved.ok) return setFailure(saved.error);
    toast.success("The plan is imported");
    router.push(`/plans/${saved.data.planId}`);
  };
  return { text, setText, failure, read, save, pending: importing.isPending };
}

function documentRefusal(message: string): Failure {
  return {
    code: "invalid",
    message: "This document cannot be imported.",
    safe: "Nothing was saved.",
    fields: { text: message },
  };
}
