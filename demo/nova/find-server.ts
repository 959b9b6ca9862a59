import { notFound, type Call } from "../call";
import type { ServerRow } from "./records";

export function findServer(call: Call, id: string): ServerRow {
  const row = call.site.nova.servers.get(id);
  if (row === undefined || (row.projectId !== call.projectId && !call.caller.isAdmin))
    throw notFound(`Instance ${id} could not be found.`);
  return row;
}
