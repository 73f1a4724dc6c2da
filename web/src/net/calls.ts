// Every call of the API that the client makes, by what it is for. Each throws a Fault.
import { http, must } from "./http";
import type { Assignee, ChannelSettings, NewChannel, NewMessage, NewUpload } from "./shapes";

/** Which conversations a list holds: the view and the filters that narrow it. */
export interface Query {
  view: "all" | "mine" | "unassigned" | "assigned" | "pending" | "closed" | "closing";
  kind: "message" | "comment";
  channel?: string[];
  unanswered?: boolean;
  sort: "newest" | "oldest" | "deadline";
}

const at = (id: string) => ({ params: { path: { id } } });

export const getMe = () => must(http.GET("/me"));
export const listMembers = () => must(http.GET("/members"));
export const listChannels = () => must(http.GET("/channels"));
export const getCounters = () => must(http.GET("/counters"));
export const connectChannel = (body: NewChannel) => must(http.POST("/channels", { body }));
export const updateChannel = (id: string, body: ChannelSettings) =>
  must(http.PATCH("/channels/{id}", { ...at(id), body }));
export const listQuarantine = (cursor?: string) =>
  must(http.GET("/quarantine", { params: { query: { cursor } } }));

/**
 * What closes soon is asked for by so many minutes: a quarter of an hour more than the view's four hours, so that
 * what comes into the view next is there before its time.
 */
const CLOSES_WITHIN = 255;

export const listConversations = (query: Query, cursor?: string, limit = 50) => {
  const closesWithin = query.view === "closing" ? CLOSES_WITHIN : undefined;
  return must(http.GET("/conversations", { params: { query: { ...query, closesWithin, cursor, limit } } }));
};
export const getConversation = (id: string) => must(http.GET("/conversations/{id}", at(id)));

export const getPost = (id: string, postId: string) =>
  must(http.GET("/conversations/{id}/posts/{postId}", { params: { path: { id, postId } } }));

export const listMessages = (id: string, from: { before?: string; after?: string } = {}, limit = 50) =>
  must(http.GET("/conversations/{id}/messages", { params: { path: { id }, query: { ...from, limit } } }));
/** The address of a message's n-th attachment, counted from 0. */
export const getMedia = (id: string, messageId: string, n = 0) =>
  must(
    http.GET("/conversations/{id}/messages/{messageId}/media", {
      params: { path: { id, messageId }, query: n > 0 ? { n } : {} },
    }),
  );

export const sendMessage = (id: string, body: NewMessage) =>
  must(http.POST("/conversations/{id}/messages", { ...at(id), body }));
export const beginUpload = (body: NewUpload) => must(http.POST("/uploads", { body }));
export const addNote = (id: string, body: { clientId: string; text: string }) =>
  must(http.POST("/conversations/{id}/notes", { ...at(id), body }));

export const claim = (id: string) => must(http.POST("/conversations/{id}/claim", at(id)));
export const assign = (id: string, assignee: Assignee | null, version?: number) =>
  must(http.POST("/conversations/{id}/assign", { ...at(id), body: { assignee, version } }));
export const close = (id: string, version?: number) =>
  must(http.POST("/conversations/{id}/close", { ...at(id), body: { version } }));
export const reopen = (id: string, version?: number) =>
  must(http.POST("/conversations/{id}/reopen", { ...at(id), body: { version } }));
export const snooze = (id: string, until?: string, version?: number) =>
  must(http.POST("/conversations/{id}/snooze", { ...at(id), body: { until, version } }));
export const markRead = (id: string) => must(http.POST("/conversations/{id}/read", at(id)));

export const issueSocketTicket = () => must(http.POST("/socket-tickets"));
