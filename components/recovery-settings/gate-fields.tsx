"use client";

import { NumberField } from "@/components/plans/number-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import type { Gate } from "@/lib/domain/recovery-settings";

type FieldsOf<G extends Gate> = {
  gate: G;
  error: (field: string) => string | undefined;
  onChange: (gate: Gate) => void;
};

/** One gate's own fields, how long it is waited for, and what happens then. */
export function GateFields(props: FieldsOf<Gate>) {
  return (
    <>
      <Own {...props} />
      <Waiting {...props} />
    </>
  );
}

function Own({ gate, ...rest }: FieldsOf<Gate>) {
  if (gate.kind === "port-open") return <PortFields gate={gate} {...rest} />;
  if (gate.kind === "http") return <HttpFields gate={gate} {...rest} />;
  return <ManualFields gate={gate} {...rest} />;
}

function PortFields({ gate, error, onChange }: FieldsOf<Extract<Gate, { kind: "port-open" }>>) {
  return (
    <NumberField
      label="Port"
      hint="TCP, at the server's addresses"
      min={1}
      max={65_535}
      value={gate.port}
      error={error("port")}
      onChange={(port) => onChange({ ...gate, port })}
    />
  );
}

function HttpFields({ gate, error, onChange }: FieldsOf<Extract<Gate, { kind: "http" }>>) {
  return (
    <>
      <Field label="URL" required error={error("url")}>
        {(control) => (
          <Input
            {...control}
            type="url"
            placeholder="http://10.0.0.10/health"
            value={gate.url}
            onChange={(event) => onChange({ ...gate, url: event.target.value })}
          />
        )}
      </Field>
      <NumberField
        label="Status"
        min={100}
        max={599}
        value={gate.status}
        error={error("status")}
        onChange={(status) => onChange({ ...gate, status })}
      />
      <Field label="The answer contains" optional error={error("contains")}>
        {(control) => (
          <Input
            {...control}
            value={gate.contains}
            onChange={(event) => onChange({ ...gate, contains: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function ManualFields({ gate, error, onChange }: FieldsOf<Extract<Gate, { kind: "manual" }>>) {
  return (
    <>
      <Field label="What is to be done" required error={error("instructions")}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={gate.instructions}
            onChange={(event) => onChange({ ...gate, instructions: event.target.value })}
          />
        )}
      </Field>
      <Field label="By whom" optional error={error("owner")}>
        {(control) => (
          <Input
            {...control}
            value={gate.owner}
            onChange={(event) => onChange({ ...gate, owner: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function Waiting({ gate, error, onChange }: FieldsOf<Gate>) {
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      <NumberField
        label="Waited for"
        unit="seconds"
        min={5}
        max={7200}
        value={gate.timeoutSeconds}
        error={error("timeoutSeconds")}
        onChange={(timeoutSeconds) => onChange({ ...gate, timeoutSeconds })}
      />
      <Field label="And then">
        {(control) => (
          <NativeSelect
            {...control}
            value={gate.onTimeout}
            onChange={(event) => onChange({ ...gate, onTimeout: event.target.value === "fail" ? "fail" : "go-on" })}
          >
            <option value="fail">the server has failed</option>
            <option value="go-on">go on</option>
          </NativeSelect>
        )}
      </Field>
    </div>
  );
}
