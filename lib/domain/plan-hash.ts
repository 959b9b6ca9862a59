import { hashOf } from "./canonical-json";
import { json } from "./json";

/** Binds a run to what was shown before it: the same facts, in whatever order of keys, give the same hash. */
export function planHash(shown: unknown): string {
  // What travels as JSON is what was shown: undefined fields do not.
  return hashOf(json.parse(JSON.parse(JSON.stringify(shown))));
}
