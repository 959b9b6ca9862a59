import { Callout } from "@/components/callout";

/** Instead of a form that could not be sent. */
export function ReaderNote({ what }: { what: string }) {
  return (
    <Callout tone="idle" title={`Your role in this project does not let you ${what}`}>
      A reader sees everything and changes nothing. Ask the project&rsquo;s administrator for the role member.
    </Callout>
  );
}
