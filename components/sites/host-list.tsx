"use client";

import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

type HostListProps = { hosts: string[]; error?: string; onBlur: () => void; onChange: (hosts: string[]) => void };

/** Hosts besides Keystone's own, one a line. */
export function HostList({ hosts, error, onBlur, onChange }: HostListProps) {
  return (
    <Field
      label="Also allowed hosts"
      optional
      error={error}
      hint="Hosts that the catalogue may point to besides Keystone's own, one a line: api.example.org, 10.0.0.5:8776 or *.example.org. Breakwater sends tokens nowhere else."
    >
      {(props) => (
        <Textarea
          {...props}
          rows={3}
          className="font-mono"
          spellCheck={false}
          defaultValue={hosts.join("\n")}
          onBlur={onBlur}
          onChange={(event) => onChange(linesOf(event.target.value))}
        />
      )}
    </Field>
  );
}

function linesOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((line) => line !== "");
}
