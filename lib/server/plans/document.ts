import "server-only";
import { parse, YAMLError } from "yaml";
import { selectSites } from "@/lib/db/sites";
import { AppError } from "@/lib/domain/errors";
import { oddTextPath } from "@/lib/domain/odd-text";
import type { Actor } from "@/lib/domain/permissions";
import type { PlanInput } from "@/lib/domain/plan";
import { fromPlanDocument } from "@/lib/domain/plan-document";

/** The plan in a YAML document; throws `invalid` with what cannot be read. */
export async function documentToInput(actor: Actor, text: string): Promise<PlanInput> {
  const document = parsed(text);
  const odd = oddTextPath(document);
  if (odd !== null)
    throw new AppError("invalid", "The document holds a character that cannot be stored.", {
      safe: "Nothing was saved.",
      fields: { text: `Look at ${odd || "the whole"}` },
    });
  return fromPlanDocument(document, await selectSites(actor.cloudId));
}

function parsed(text: string): unknown {
  try {
    // Without aliases: a few lines of them can unfold into gigabytes.
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    const message = error instanceof YAMLError || error instanceof ReferenceError ? error.message : null;
    if (message === null) throw error;
    throw new AppError("invalid", "This is no YAML that can be read.", {
      cause: error,
      safe: "Nothing was saved.",
      fields: { text: message.split("\n")[0] ?? message },
    });
  }
}
