import { useLocation, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

import type { Query } from "../../state/model";
import { queryOf, searchOf, type Search } from "./search";

/** The list that the address asks for. */
export function useListQuery(): Query {
  const search: Record<string, unknown> = useSearch({ strict: false });
  return useMemo(() => queryOf(searchOf(search)), [search]);
}

/** The conversation that the address opens. */
export function useOpenId(): string | undefined {
  const params: { id?: string } = useParams({ strict: false });
  return params.id;
}

/** The last part of the address's path: which page of the settings. */
export function usePage(): string {
  return useLocation({ select: (location) => location.pathname.split("/").at(-1) ?? "" });
}

/** Ways to go, all of them addresses. */
export function useGo() {
  const navigate = useNavigate();
  const filter = useCallback(
    (change: Search) =>
      void navigate({
        to: ".",
        search: (now: Record<string, unknown>) => searchOf({ ...searchOf(now), ...change }),
      }),
    [navigate],
  );
  return useMemo(
    () => ({
      open: (id: string) => void navigate({ to: "/inbox/$id", params: { id }, search: (now) => now }),
      shut: () => void navigate({ to: "/inbox", search: (now) => now }),
      view: (view: Query["view"]) => void navigate({ to: "/inbox", search: { view } }),
      inbox: () => void navigate({ to: "/inbox", search: {} }),
      settings: () => void navigate({ to: "/settings/channels" }),
      filter,
    }),
    [navigate, filter],
  );
}

export type Go = ReturnType<typeof useGo>;
