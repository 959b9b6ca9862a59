import type { Runbook, RunbookSection, RunbookStep } from "./runbook";

/** One page without scripts or anything from outside: it opens from a disk, and prints. */
export function runbookHtml(runbook: Runbook): string {
  const { title, hash, facts, sections } = runbook;
  const rows = facts.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<table>${rows.join("")}</table>
<p>Version of this runbook: <code>${escaped(hash)}</code></p>
<nav aria-label="Sections"><ol>${sections.map(({ title: name }, index) => `<li><a href="#s${index + 1}">${escaped(name)}</a></li>`).join("")}</ol></nav>
${sections.map(sectionHtml).join("\n")}
</main>
</body>
</html>
`;
}

function sectionHtml({ title, notes, steps }: RunbookSection, index: number): string {
  return `<section id="s${index + 1}"><h2>${index + 1}. ${escaped(title)}</h2>${listed(notes)}${steps.map(stepHtml).join("")}</section>`;
}

function stepHtml({ title, who, notes, shell }: RunbookStep): string {
  const commands = shell === null ? "" : `<pre tabindex="0"><code>${escaped(shell)}</code></pre>`;
  return `<h3>${escaped(title)}</h3><p>Who: ${escaped(who)}</p>${listed(notes)}${commands}`;
}

function listed(notes: string[]): string {
  if (notes.length === 0) return "";
  return `<ul>${notes.map((note) => `<li>${inline(note)}</li>`).join("")}</ul>`;
}

const inline = (text: string) => escaped(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");

const NAMED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => NAMED[sign] ?? sign);
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { line-height: 1.2; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 1rem 0.25rem 0; }
td { overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid; font-size: 0.85rem; }
@media print {
  :root { color-scheme: light; font-size: 11px; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  h2, h3 { break-after: avoid; }
}
`;
