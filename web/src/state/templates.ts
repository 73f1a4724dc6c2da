// The templates of a channel, read page by page when they are first needed.
import {
  infiniteQueryOptions,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  type UseInfiniteQueryResult,
} from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";

import * as calls from "../net/templates";
import type { MessageTemplate } from "./model";
import { queries } from "./resources";
import { idOf } from "./templatePick";

type Ask = calls.TemplateQuery;

const keyOf = (channelId: string) => ["templates", channelId];

/** How soon a list that is being read from the platform is asked for again, in milliseconds. */
const SOON = 3_000;

/** How many templates can be asked for by name at once; the server's bound. */
const AT_ONCE = 20;

const none: readonly MessageTemplate[] = [];

/** What is asked for, without what asks for nothing: two ways of asking the same are one. */
const bare = (ask: Ask): Ask => Object.fromEntries(Object.entries(ask).filter(([, value]) => value));

/** A channel's list, page by page. */
export const listOf = (channelId: string, ask: Ask) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(channelId), bare(ask)],
    queryFn: ({ pageParam }) => calls.listTemplates(channelId, bare(ask), pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor,
  });

type Reading = Pick<UseInfiniteQueryResult, "hasNextPage" | "isPlaceholderData" | "isFetchNextPageError">;

const moreOf = ({ hasNextPage, isPlaceholderData }: Reading): boolean => hasNextPage && !isPlaceholderData;

/** Whether to ask for the next page of a list: not for one that failed, until the list is read again by hand. */
export const goesOn = (reading: Reading): boolean => moreOf(reading) && !reading.isFetchNextPageError;

/** The templates of a channel's account that answer, as far as they are read. */
export function useTemplates(channelId: string | undefined, ask: Ask, wanted = true) {
  const query = useInfiniteQuery({
    ...listOf(channelId ?? "", ask),
    enabled: Boolean(channelId) && wanted,
    staleTime: 60_000,
    // While a search is answered, what was there stays; another channel's templates do not.
    placeholderData: (held, before) => (before?.queryKey[1] === channelId ? held : undefined),
    refetchInterval: (q) => (q.state.data?.pages[0]?.syncing ? SOON : false),
  });
  const pages = query.data?.pages;
  const items = useMemo(() => (pages ? once(pages.flatMap((page) => page.items)) : none), [pages]);
  const { fetchNextPage, isFetching } = query;
  const ready = goesOn(query) && !isFetching;
  return {
    query,
    items,
    first: pages?.[0],
    /**
     * Whether there are more; the next page is asked for by `next`, as often as one likes. Once it could not be read the
     * query holds the error, and `next` waits for its refetch.
     */
    more: moreOf(query),
    next: useCallback(() => {
      if (ready) void fetchNextPage();
    }, [ready, fetchNextPage]),
  };
}

/** A template may have changed its place while pages were read: each is there once. */
function once(items: readonly MessageTemplate[]): readonly MessageTemplate[] {
  return [...new Map(items.map((t) => [idOf(t), t])).values()];
}

/** The templates with these names and languages, as far as they exist; undefined until that is known. */
export function useNamed(
  channelId: string | undefined,
  ids: readonly string[],
  every: number | false = false,
) {
  const only = ids.slice(0, AT_ONCE);
  const query = useQuery({
    queryKey: [...keyOf(channelId ?? ""), { only }],
    queryFn: () => calls.listTemplates(channelId ?? "", { only }),
    enabled: Boolean(channelId) && only.length > 0,
    staleTime: 60_000,
    refetchInterval: every,
  });
  return only.length > 0 ? query.data?.items : none;
}

/**
 * A template as each of several channels' accounts has it, in their order: null where it does not, undefined until
 * that is known.
 */
export function useHolding(channelIds: readonly string[], id: string | undefined) {
  const only = id ? [id] : [];
  return useQueries({
    queries: channelIds.map((channelId) => ({
      queryKey: [...keyOf(channelId), { only }],
      queryFn: () => calls.listTemplates(channelId, { only }),
      enabled: only.length > 0,
      staleTime: 60_000,
    })),
    combine: (all) => all.map(({ data }) => data && (data.items[0] ?? null)),
  });
}

/** While the platform reviews something, its word is looked for this often, in milliseconds. */
const LOOK_AGAIN = 5_000;

/** Reads the lists again when the platform has said its word about one of these that it still reviews. */
export function useReviews(channelId: string, items: readonly MessageTemplate[]): void {
  const pending = items.filter((t) => t.status === "pending").map(idOf);
  const now = useNamed(channelId, pending, LOOK_AGAIN);
  const said = now?.some((t) => t.status !== "pending" && pending.includes(idOf(t))) ?? false;
  useEffect(() => {
    if (said) void forgetTemplates(channelId);
  }, [said, channelId]);
}

/** Asks the platform for its list now. */
export function useSyncTemplates(channelId: string) {
  return useMutation({
    mutationFn: () => calls.syncTemplates(channelId),
    onSuccess: () => forgetTemplates(channelId),
  });
}

/** Reads the list again: what was picked may not be usable any more. */
export function forgetTemplates(channelId: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: keyOf(channelId) });
}
