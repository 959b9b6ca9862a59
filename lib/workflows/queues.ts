/** One line for whole runs, one for the work at a site: the latter lets only so many copies happen at once per site. */
export const RUN_QUEUE = "runs";
export const SITE_QUEUE = "site-work";

/** Fixed, so that work begun by one build is finished by the next; change a workflow's name when its steps change. */
export const APPLICATION = "breakwater";
export const APPLICATION_VERSION = "1";
export const ENGINE_SCHEMA = "dbos";

export const RUN_WORKFLOW = "run";
export const PART_WORKFLOW = "part";

/** Each attempt of a run is a workflow of its own. */
export function workflowId(runId: string, attempt: number): string {
  return `${runId}:${attempt}`;
}
