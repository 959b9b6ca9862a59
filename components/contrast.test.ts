import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

import { TONES } from "@/components/ui/badge";

const css = readFileSync(path.join(import.meta.dirname, "../app/globals.css"), "utf8");

/** The tokens of one rule of the style sheet, by name. */
function tokensOf(selector: string): Map<string, string> {
  const start = css.indexOf(`\n${selector} {`);
  const body = css.slice(start, css.indexOf("}", start));
  return new Map([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((from) => Number.parseInt(hex.slice(from, from + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["background", "subtle", "hover"];
const text: [ink: string, ground: string][] = [
  ...["ink", "ink-2", "ink-3", ...TONES].flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ...TONES.map((tone): [string, string] => [tone, `${tone}-bg`]),
  ["ink", "line"],
  ["inverse", "ink"],
  ["inverse", "breach"],
];
const shapes: [mark: string, ground: string][] = [
  ...TONES.map((tone): [string, string] => [`${tone}-mark`, "background"]),
  ["control", "background"],
  ["focus", "background"],
  ["focus", "subtle"],
];

describe.each([
  ["light", ":root"],
  ["dark", '[data-theme="dark"]'],
])("the %s theme", (_name, selector) => {
  const tokens = tokensOf(selector);
  const ratio = (pair: [string, string]) => contrast(tokens.get(pair[0]) ?? "#", tokens.get(pair[1]) ?? "#");

  test.each(text)("%s is readable on %s", (ink, ground) => {
    expect(ratio([ink, ground])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(shapes)("%s can be made out on %s", (mark, ground) => {
    expect(ratio([mark, ground])).toBeGreaterThanOrEqual(3);
  });
});
