// What only the settings' screens read and do.
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";

import * as calls from "../net/settings";
import { queries } from "./resources";

const again = (what: string) => () => queries.invalidateQueries({ queryKey: [what] });

/** Asks the platform about a channel now. */
export function useCheckChannel(id: string) {
  return useMutation({ mutationFn: () => calls.checkChannel(id), onSuccess: again("channels") });
}

/** Makes a new secret that a web chat's pages sign visitors with; it is answered this once. */
export function useWidgetSecret(id: string) {
  return useMutation({ mutationFn: () => calls.makeWidgetSecret(id) });
}

export function useAccountEvents(channelId: string | undefined) {
  return useInfiniteQuery({
    queryKey: ["account-events", channelId],
    queryFn: ({ pageParam }) => calls.listAccountEvents(channelId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor,
    staleTime: 0,
  });
}

/** A body that could not be used, whole. */
export function useQuarantined(id: string) {
  return useQuery({ queryKey: ["quarantined", id], queryFn: () => calls.getQuarantined(id) });
}

/** Tries a quarantined body again, for good; understood, it leaves the list. */
export function useReplay(id: string) {
  return useMutation({
    mutationFn: () => calls.replayQuarantined(id),
    onSuccess: (answer) => answer.done && again("quarantine")(),
  });
}

/** What a body would do, without doing it. */
export function usePreview() {
  return useMutation({ mutationFn: calls.previewReplay });
}
