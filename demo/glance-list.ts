import { badRequest, ok, type Answer, type Call } from "./call";
import { type ImageRow } from "./glance-records";
import { imageView, seen } from "./glance-view";

export function list(call: Call): Answer {
  const { query } = call;
  const limit = Math.min(Number(query.get("limit") ?? "25"), 1000);
  const rows = call.site.images
    .all()
    .filter((row) => seen(call, row) && row.visibility !== "community" && matches(row, query))
    .sort(order(query));
  const marker = query.get("marker");
  const at = marker === null ? -1 : rows.findIndex((row) => row.id === marker);
  if (marker !== null && at === -1) throw badRequest(`No image found with ID ${marker}`);
  const page = rows.slice(at + 1, at + 1 + limit);
  const last = page.at(-1);
  const first = new URLSearchParams(query);
  first.delete("marker");
  const next = new URLSearchParams(query);
  if (last !== undefined) next.set("marker", last.id);
  return ok({
    images: page.map(imageView),
    first: `/v2/images${first.size === 0 ? "" : `?${first}`}`,
    schema: "/v2/schemas/images",
    ...(last !== undefined && page.length === limit ? { next: `/v2/images?${next}` } : {}),
  });
}

const NOT_FILTERS = new Set(["limit", "marker", "sort", "sort_key", "sort_dir", "member_status"]);

function matches(row: ImageRow, query: URLSearchParams): boolean {
  const view: Record<string, unknown> = imageView(row);
  return [...query].every(([key, value]) => {
    if (NOT_FILTERS.has(key)) return true;
    if (key === "tag") return row.tags.includes(value);
    if (key === "size_min") return (row.size ?? 0) >= Number(value);
    if (key === "size_max") return (row.size ?? 0) <= Number(value);
    if (value.startsWith("in:"))
      return value
        .slice(3)
        .split(",")
        .includes(String(view[key] ?? ""));
    if (key === "visibility" && value === "all") return true;
    return String(view[key] ?? "") === value;
  });
}

function order(query: URLSearchParams): (a: ImageRow, b: ImageRow) => number {
  const [key = "created_at", direction = "desc"] = (
    query.get("sort") ?? `${query.get("sort_key") ?? "created_at"}:${query.get("sort_dir") ?? "desc"}`
  ).split(":");
  const value = (row: ImageRow): string | number => {
    if (key === "created_at") return row.createdAt;
    if (key === "updated_at") return row.updatedAt;
    const held: unknown = Reflect.get(imageView(row), key);
    return typeof held === "number" ? held : String(held ?? "");
  };
  return (a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === right) return a.id < b.id ? 1 : -1;
    return (left < right ? -1 : 1) * (direction === "asc" ? 1 : -1);
  };
}
