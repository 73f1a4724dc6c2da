import type { Query } from "../../state/model";

/** What the address says about the list; what is usual is left out of it. */
export interface Search {
  view?: Query["view"];
  kind?: "comment";
  sort?: "oldest";
  unanswered?: true;
  channel?: string;
}

export const views = ["all", "mine", "unassigned", "assigned", "pending", "closed"] as const;

const isView = (value: unknown): value is Query["view"] => views.some((view) => view === value);

/** Reads an address; whatever it does not understand counts as usual. */
export function searchOf(raw: Record<string, unknown>): Search {
  const search: Search = {};
  if (isView(raw["view"]) && raw["view"] !== "all") search.view = raw["view"];
  if (raw["kind"] === "comment") search.kind = "comment";
  if (raw["sort"] === "oldest") search.sort = "oldest";
  if (raw["unanswered"] === true) search.unanswered = true;
  if (typeof raw["channel"] === "string") search.channel = raw["channel"];
  return search;
}

export function queryOf(search: Search): Query {
  return {
    view: search.view ?? "all",
    kind: search.kind ?? "message",
    sort: search.sort ?? "newest",
    ...(search.unanswered ? { unanswered: true } : {}),
    ...(search.channel ? { channel: [search.channel] } : {}),
  };
}
