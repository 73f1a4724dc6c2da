// What changes rarely and is read as a whole: colleagues, channels, quarantine, media addresses.
import { QueryClient, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";

import * as calls from "../net/calls";
import type { Capability, Channel, ChannelSettings, Member, NewChannel } from "./model";
import { happen } from "./store";

export { Fault } from "../net/fault";

const MINUTE = 60_000;

export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 5 * MINUTE, retry: 2, refetchOnWindowFocus: false } },
});

const none: readonly never[] = [];

export function useMembers(): readonly Member[] {
  return useQuery({ queryKey: ["members"], queryFn: calls.listMembers }).data?.items ?? none;
}

export function useChannels() {
  return useQuery({
    queryKey: ["channels"],
    queryFn: readChannels,
    select: (page) => page.items,
    refetchOnWindowFocus: true,
  });
}

async function readChannels() {
  const page = await calls.listChannels();
  happen({ kind: "channels", channels: page.items });
  return page;
}

/** What a channel can carry; undefined until the channels are read. */
export function useCapability(id: string | undefined): Capability | undefined {
  return useChannel(id)?.capability;
}

export function useChannel(id: string | undefined): Channel | undefined {
  return useChannels().data?.find((channel) => channel.id === id);
}

const again = () => queries.invalidateQueries({ queryKey: ["channels"] });

export function useConnectChannel() {
  return useMutation({
    mutationFn: (channel: NewChannel) => calls.connectChannel(channel),
    onSuccess: again,
  });
}

export function useUpdateChannel(id: string) {
  return useMutation({
    mutationFn: (settings: ChannelSettings) => calls.updateChannel(id, settings),
    onSuccess: again,
  });
}

export function useQuarantine() {
  return useInfiniteQuery({
    queryKey: ["quarantine"],
    queryFn: ({ pageParam }) => calls.listQuarantine(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor,
    staleTime: 0,
  });
}

/** The short-lived address of an attachment: asked for when it comes into sight, renewed before it ends. */
export function useAttachment(conversationId: string, messageId: string, n: number, wanted: boolean) {
  return useQuery({
    queryKey: ["media", conversationId, messageId, n],
    queryFn: () => calls.getMedia(conversationId, messageId, n),
    enabled: wanted,
    staleTime: 8 * MINUTE,
    gcTime: 9 * MINUTE,
  });
}

/** The same, asked for now. */
export function addressOf(conversationId: string, messageId: string, n = 0) {
  return calls.getMedia(conversationId, messageId, n);
}

/** What a post says that somebody commented on. It hardly changes, and a thread does without it. */
export function usePost(conversationId: string, postId: string) {
  return useQuery({
    queryKey: ["post", conversationId, postId],
    queryFn: () => calls.getPost(conversationId, postId),
    staleTime: 60 * MINUTE,
    gcTime: 60 * MINUTE,
    retry: false,
  });
}
