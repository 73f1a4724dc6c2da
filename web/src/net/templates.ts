// The calls about templates and about conversations that we begin. Each throws a Fault.
import { http, must } from "./http";
import type { NewConversation } from "./shapes";

const at = (id: string) => ({ params: { path: { id } } });

export const listTemplates = (channelId: string) => must(http.GET("/channels/{id}/templates", at(channelId)));
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
