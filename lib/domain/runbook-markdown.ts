import type { Runbook, RunbookStep } from "./runbook";

/** The runbook to read, to print and to paste from. Names of things are shown as they are, whatever is in them. */
export function runbookMarkdown({ title, hash, facts, sections }: Runbook): string {
  const blocks = [
    `# ${escaped(title)}`,
    ["| | |", "|---|---|", ...facts.map(([name, value]) => `| ${cell(name)} | ${cell(value)} |`)].join("\n"),
    `Version of this runbook: \`${hash}\``,
    ...sections.flatMap((section, index) => [
      `## ${index + 1}. ${escaped(section.title)}`,
      ...listed(section.notes),
      ...section.steps.flatMap(stepBlocks),
    ]),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function stepBlocks({ title, who, notes, shell }: RunbookStep): string[] {
  return [
    `### ${escaped(title)}`,
    `Who: ${escaped(who)}`,
    ...listed(notes),
    ...(shell === null ? [] : [fenced(shell)]),
  ];
}

const listed = (notes: string[]) => (notes.length > 0 ? [notes.map((note) => `- ${escaped(note)}`).join("\n")] : []);

/** Longer than any run of backticks inside: nothing in the commands ends the block. */
function fenced(shell: string): string {
  const longest = Math.max(2, ...[...shell.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}sh\n${shell}\n${fence}`;
}

const cell = (text: string) => escaped(text).replaceAll("|", "\\|");

/** Backticks are left: the sentences use them. */
function escaped(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\*_[\]<>#]/g, "\\$&");
}
