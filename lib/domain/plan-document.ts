import { z } from "zod";
import { AppError } from "./errors";
import { planInput, type PlanInput } from "./plan";

const { name, description, selection, schedule, retention, fullEvery, consistency, offsiteWay, objective } =
  planInput.shape;

/**
 * A plan as a document to keep or to carry elsewhere. Sites go by name, so that it can be read at another
 * Breakwater; user data stay behind, because they may hold secrets.
 */
export const planDocument = z.strictObject({
  breakwater: z.literal("protection-plan"),
  version: z.literal(1),
  plan: z.strictObject({
    name,
    description,
    site: z.string().min(1, "Name the site"),
    recoverySite: z.string().min(1).nullable().default(null),
    selection,
    schedule,
    retention,
    fullEvery,
    consistency,
    offsiteWay,
    objective,
  }),
});
export type PlanDocument = z.infer<typeof planDocument>;

type NamedSite = { id: string; name: string };

/** Throws when a site of the plan is not among `sites`. */
export function toPlanDocument(plan: Omit<PlanInput, "userData">, sites: readonly NamedSite[]): PlanDocument {
  const { siteId, recoverySiteId, ...rest } = plan;
  const nameOf = (id: string) => found(sites.find((site) => site.id === id)?.name, id);
  const recoverySite = recoverySiteId === null ? null : nameOf(recoverySiteId);
  return planDocument.parse({
    breakwater: "protection-plan",
    version: 1,
    plan: { ...picked(rest), site: nameOf(siteId), recoverySite },
  });
}

/** The form's input from a parsed document. Throws an AppError with the fields that are wrong. */
export function fromPlanDocument(document: unknown, sites: readonly NamedSite[]): PlanInput {
  const parsed = planDocument.safeParse(document);
  if (!parsed.success) {
    const fields = Object.fromEntries(
      parsed.error.issues.map((issue) => [issue.path.join(".") || "document", issue.message]),
    );
    const [path, message] = Object.entries(fields)[0] ?? ["document", "unknown"];
    throw new AppError("invalid", `This is no plan that can be read: ${path}: ${message}`, {
      fields,
      cause: parsed.error,
    });
  }
  const { site, recoverySite, ...plan } = parsed.data.plan;
  const idOf = (wanted: string) => found(sites.find((known) => known.name === wanted)?.id, wanted);
  return planInput.parse({
    ...plan,
    siteId: idOf(site),
    recoverySiteId: recoverySite === null ? null : idOf(recoverySite),
  });
}

function picked(plan: Omit<PlanInput, "userData" | "siteId" | "recoverySiteId">) {
  return {
    name: plan.name,
    description: plan.description,
    selection: plan.selection,
    schedule: plan.schedule,
    retention: plan.retention,
    fullEvery: plan.fullEvery,
    consistency: plan.consistency,
    offsiteWay: plan.offsiteWay,
    objective: plan.objective,
  };
}

function found(value: string | undefined, site: string): string {
  if (value === undefined)
    throw new AppError("invalid", `There is no site ${site} here`, {
      remedy: "Add the site, or name another one in the document.",
      fields: { "plan.site": `No site ${site}` },
    });
  return value;
}
