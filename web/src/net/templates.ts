// The calls about templates and about conversations that we begin. Each throws a Fault.
import { http, must } from "./http";
import type { NewConversation } from "./shapes";

/** Which of a channel's templates; `only` are these alone, by name and language. */
export interface TemplateQuery {
  search?: string;
  language?: string;
  category?: string;
  order?: "name" | "use";
  only?: string[];
}

const at = (id: string) => ({ params: { path: { id } } });

export const listTemplates = (id: string, query: TemplateQuery, cursor?: string) =>
  must(http.GET("/channels/{id}/templates", { params: { path: { id }, query: { ...query, cursor } } }));
/** Asks the platform for its list and waits for it. */
export const syncTemplates = (channelId: string) =>
  must(http.POST("/channels/{id}/templates/sync", at(channelId)));

/** What a typed number comes to. */
export const findPerson = (channelId: string, phone: string) =>
  must(http.GET("/people", { params: { query: { channelId, phone } } }));

/** Where the file of a template's header goes that is not for a conversation yet. */
export const beginHeaderUpload = (file: { name: string; mime: string; size: number }) =>
  must(http.POST("/uploads", { body: { ...file, for: "template" } }));

export const beginConversation = (body: NewConversation) => must(http.POST("/conversations", { body }));
