import type { Query } from "../../state/model";

/** What the address says about the list; what is usual is left out of it. */
export interface Search {
  view?: Query["view"];
  kind?: "comment";
  sort?: Query["sort"];
  unanswered?: true;
  channel?: string;
}

export const views = ["all", "mine", "unassigned", "closing", "assigned", "pending", "closed"] as const;
const sorts = ["newest", "oldest", "deadline"] as const;

/** The order in which a view stands unless somebody wants another one. */
export const usualSort = (view: Query["view"] = "all"): Query["sort"] =>
  view === "closing" ? "deadline" : "newest";

const isView = (value: unknown): value is Query["view"] => views.some((view) => view === value);

/** Reads an address; whatever it does not understand counts as usual. */
export function searchOf(raw: Record<string, unknown>): Search {
  const search: Search = {};
  if (isView(raw["view"]) && raw["view"] !== "all") search.view = raw["view"];
  if (raw["kind"] === "comment") search.kind = "comment";
  const sort = sorts.find((sort) => sort === raw["sort"]);
  if (sort && sort !== usualSort(search.view)) search.sort = sort;
  if (raw["unanswered"] === true) search.unanswered = true;
  if (typeof raw["channel"] === "string") search.channel = raw["channel"];
  return search;
}

export function queryOf(search: Search): Query {
  return {
    view: search.view ?? "all",
    kind: search.kind ?? "message",
    sort: search.sort ?? usualSort(search.view),
    ...(search.unanswered ? { unanswered: true } : {}),
    ...(search.channel ? { channel: [search.channel] } : {}),
  };
}
