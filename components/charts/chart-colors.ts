/** Colours of series, from the tokens: they follow theme and print. */
export const chartColors = {
  kept: "var(--kept-mark)",
  risk: "var(--risk-mark)",
  breach: "var(--breach-mark)",
  critical: "var(--critical-mark)",
  running: "var(--running-mark)",
  idle: "var(--idle-mark)",
  ink: "var(--ink)",
  line: "var(--line)",
} as const;
