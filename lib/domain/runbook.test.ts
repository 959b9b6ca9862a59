import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { command, fileOf, make, option, quoted, remark } from "./runbook-shell";
import { runbookHtml } from "./runbook-html";
import { runbookMarkdown } from "./runbook-markdown";
import type { Runbook } from "./runbook";

const odd = ["plain-1.2", "two words", "it's", '"$HOME"', "`id`", "$(id)", "a;b", "", "ä\nb", "*", "\\", "!x", "~"];

test.each(odd)("%j comes to a command as it is", (word) => {
  expect(execFileSync("/bin/sh", ["-c", `printf %s ${quoted(word)}`]).toString()).toBe(word);
});

test("an option keeps a value that begins with a dash, and is left out without one", () => {
  expect(option("description", "--force")).toBe("--description=--force");
  expect([option("description", ""), option("description", null)]).toEqual([null, null]);
});

test("a long command has one option a line, and is still one command", () => {
  const long = command("printf '%s,'", ...Array.from({ length: 12 }, (_, index) => option(`word${index}`, "a b c d")));
  expect(long.split("\n")).toHaveLength(13);
  expect(execFileSync("/bin/sh", ["-c", long]).toString().split(",")).toHaveLength(13);
});

test("a name with a line break does not end its remark", () => {
  expect(remark("a\nrm -rf /")).toBe("# a rm -rf /");
});

test("a file is what was captured, byte by byte", () => {
  const bytes = Buffer.from("#!/bin/sh\necho 'END'\nEND\n");
  const script = fileOf("/dev/null", bytes.toString("base64")).replace("> /dev/null ", "");
  expect(execFileSync("/bin/sh", ["-c", script])).toEqual(bytes);
});

const runbook = (name: string): Runbook => ({
  title: name,
  hash: "0123",
  facts: [["Plan", name]],
  sections: [
    {
      title: name,
      notes: [name],
      steps: [{ title: name, who: name, notes: [name], shell: make("VOLUME_1", "volume create", quoted(name)) }],
    },
  ],
});

test("names are shown in the page, and never become part of it", () => {
  const name = `<script>alert("x")</script> & 'y'`;
  const html = runbookHtml(runbook(name));
  expect(html).not.toContain("<script");
  expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;");
});

test("nothing in a name ends a block of commands, or begins a heading", () => {
  const text = runbookMarkdown(runbook("a\n# b | c ```` d"));
  const fences = text.split("\n").filter((line) => /^`{3,}/.test(line));
  expect(fences).toEqual(["`````sh", "`````"]);
  expect(text.slice(0, text.indexOf("`````sh"))).not.toMatch(/^# b/m);
  expect(text).toContain("| Plan | a \\# b \\| c ```` d |");
});
