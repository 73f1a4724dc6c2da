// The templates of a channel, read when they are first needed.
import { useMutation, useQuery } from "@tanstack/react-query";

import * as calls from "../net/templates";
import { queries } from "./resources";

const keyOf = (channelId: string) => ["templates", channelId];

/** How soon a list that is being read from the platform is asked for again, in milliseconds. */
const SOON = 3_000;

/** Every template of a channel's account, usable or not. */
export function useTemplates(channelId: string | undefined) {
  return useQuery({
    queryKey: keyOf(channelId ?? ""),
    queryFn: () => calls.listTemplates(channelId ?? ""),
    enabled: Boolean(channelId),
    staleTime: 60_000,
    refetchInterval: (query) => (query.state.data?.syncing ? SOON : false),
  });
}

/** Asks the platform for its list now. */
export function useSyncTemplates(channelId: string) {
  return useMutation({
    mutationFn: () => calls.syncTemplates(channelId),
    onSuccess: (list) => queries.setQueryData(keyOf(channelId), list),
  });
}

/** Reads the list again: what was picked may not be usable any more. */
export function forgetTemplates(channelId: string): void {
  void queries.invalidateQueries({ queryKey: keyOf(channelId) });
}
