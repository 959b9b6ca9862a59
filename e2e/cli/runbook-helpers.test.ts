import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { make, once, quoted, setup } from "@/lib/domain/runbook-shell";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), "runbook-helpers-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const begin = setup({ hash: "0123456789abcdef", project: "p1", region: "RegionTwo" });

/** Notes what it is asked, and answers as it is told. */
function standIn(answer: string): void {
  const file = path.join(directory, "openstack");
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$*" >> "${directory}/asked"\n${answer}\n`);
  chmodSync(file, 0o755);
}

const asked = () => {
  const file = path.join(directory, "asked");
  return existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => !/^(token|$)/.test(line))
    : [];
};

const run = (...lines: string[]) =>
  promisify(execFile)("/bin/bash", ["-c", [begin, ...lines].join("\n")], {
    cwd: directory,
    env: {
      NODE_ENV: process.env.NODE_ENV,
      PATH: `${directory}:${process.env["PATH"] ?? ""}`,
      HOME: directory,
      POLL_SECONDS: "0",
    },
  });

test("what was made is remembered, and not made again", async () => {
  standIn("echo id-1");
  const volume = make("VOLUME_1", "volume create", quoted("it's; id"));
  const lines = [volume, once("VOLUME_1_SET", "volume set", '"$VOLUME_1"')];
  await run(...lines);
  await run(...lines);
  expect(asked()).toEqual(["volume create it's; id -f value -c id", "volume set id-1"]);
});

test("a command that fails ends the shell, and is done when it is asked for again", async () => {
  standIn("case $* in token*) ;; *) echo refused >&2; exit 1;; esac");
  const lines = [make("A", "network create a"), make("B", "network create b")];
  await expect(run(...lines)).rejects.toThrow(/refused/);
  expect(asked()).toEqual(["network create a -f value -c id"]);
  standIn("echo id-2");
  await run(...lines);
  expect(asked()).toHaveLength(3);
});

test("a restore that the client carries out and cannot print has been asked for", async () => {
  standIn("echo cannot unpack non-iterable VolumeBackupsRestore object >&2; exit 1");
  const restore = once("FILLED", "volume backup restore --force b v");
  await run(restore);
  await run(restore);
  expect(asked()).toEqual(["volume backup restore --force b v"]);
});

test.each([
  ["comes to what is waited for", "echo AVAILABLE", null],
  ["ends in an error", "echo error_restoring", /error_restoring/],
  ["is not told any more", "exit 1", /still/],
])("a thing that %s is not waited for any longer", async (_what, answer, refusal) => {
  standIn(answer);
  const waiting = run("wait_for available openstack volume show v");
  await (refusal ? expect(waiting).rejects.toThrow(refusal) : waiting);
  expect(asked().length).toBeLessThanOrEqual(10);
});
