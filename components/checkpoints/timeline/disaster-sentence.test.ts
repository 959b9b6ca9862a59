import { expect, test } from "vitest";
import { disasterWords } from "@/components/checkpoints/timeline/disaster-sentence";
import type { ExposureView } from "@/lib/domain/plan";

const now = new Date("2026-11-20T10:00:00Z");
const exposure = (since: string | null, nextUsableAt: string | null): ExposureView => ({
  state: "kept",
  exposureMs: 1,
  since,
  perRung: { local: 1, offsite: 1, verified: null },
  breachAt: null,
  nextUsableAt,
});
const words = (since: string | null, next: string | null) =>
  disasterWords(exposure(since, next), { now, zone: "Europe/Lisbon" }).replaceAll("\u00a0", " ");

test.each([
  [
    "2026-11-20T09:18:00Z",
    "2026-11-20T10:12:00Z",
    "If disaster struck now, you would lose 42 min (09:18–10:00 WET). The next point is usable about 10:12.",
  ],
  [
    "2026-11-18T09:00:00Z",
    "2026-11-20T09:00:00Z",
    "If disaster struck now, you would lose 49 h (18 Nov 09:00 – 20 Nov 10:00 WET). The next point is due any moment.",
  ],
  [
    null,
    null,
    "If disaster struck now, everything would be lost: there is no point to restore from. No further point is expected.",
  ],
])("since %s", (since, next, sentence) => {
  expect(words(since, next)).toBe(sentence);
});
