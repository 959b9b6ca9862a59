import { z } from "zod";
import { route } from "@/lib/server/route";
import { getViewer } from "@/lib/server/viewer";

export const GET = route("project:read", z.object({}), getViewer);
