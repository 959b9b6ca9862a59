import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csv } from "./csv";

describe("csv", () => {
  test("quotes after RFC 4180 and runs no formula", () => {
    expect(
      csv(
        ["name", "n", "note"],
        [
          ["web, 1", 2, null],
          ['say "hi"', -3, "=1+1"],
          ["two\nlines", 0, "@cmd"],
          ["", 1.5, " -x"],
        ],
      ),
    ).toBe('name,n,note\r\n"web, 1",2,\r\n"say ""hi""",-3,\'=1+1\r\n"two\nlines",0,\'@cmd\r\n,1.5,\' -x\r\n');
  });

  test("any text can be read back", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.string({ unit: fc.constantFrom("a", '"', ",", "\r", "\n", "=", " ", "é") }), {
            minLength: 2,
            maxLength: 2,
          }),
          { minLength: 1, maxLength: 5 },
        ),
        (rows) => {
          const read = parse(csv([], rows)).slice(1);
          const plain = (text: string) => (read.flat().includes(text) ? text : `'${text}`);
          expect(read).toEqual(rows.map((row) => row.map(plain)));
          for (const text of read.flat()) expect(text).not.toMatch(/^\s*[=+\-@]/);
        },
      ),
    );
  });
});

/** A strict reader of RFC 4180. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const sign = text.charAt(index);
    if (quoted && sign === '"' && text.charAt(index + 1) === '"') field += text.charAt(index++);
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === ",") field = String(row.push(field) && "");
    else if (!quoted && sign === "\r" && text.charAt(index + 1) === "\n") {
      rows.push([...row, field]);
      [row, field] = [[], ""];
      index++;
    } else field += sign;
  }
  return rows;
}
