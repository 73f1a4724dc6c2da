// The calls about templates and about conversations that we begin. Each throws a Fault.
import { http, must } from "./http";
import type { Conversation, Message, TemplateList, TemplateUse, Upload } from "./shapes";

// Until the document names these paths, their answers are named here.
interface Loose {
  GET: (path: string, init: object) => Promise<Answer>;
  POST: (path: string, init: object) => Promise<Answer>;
}
type Answer = { data?: unknown; error?: unknown; response: Response };
const loose = http as unknown as Loose;
const typed = <T>(answer: Promise<Answer>) => must(answer as Promise<Answer & { data?: T }>);

const at = (id: string) => ({ params: { path: { id } } });

export const listTemplates = (channelId: string) =>
  typed<TemplateList>(loose.GET("/channels/{id}/templates", at(channelId)));
/** Asks the platform for its list and waits for it. */
export const syncTemplates = (channelId: string) =>
  typed<TemplateList>(loose.POST("/channels/{id}/templates/sync", at(channelId)));

/** What a typed number comes to: as it will be written to, and the conversation there is with it. */
export interface Person {
  phone: string;
  conversation?: Conversation;
}

export const findPerson = (channelId: string, phone: string) =>
  typed<Person>(loose.GET("/people", { params: { query: { channelId, phone } } }));

/** A first message, which is a template. Either phone or conversationId says to whom. */
export interface NewConversation {
  clientId: string;
  channelId: string;
  phone?: string;
  conversationId?: string;
  name?: string;
  template: TemplateUse;
  /** As the customer reads it. */
  text: string;
  uploadId?: string;
}

export interface Begun {
  conversation: Conversation;
  message: Message;
  /** There was a conversation with them. */
  existed: boolean;
}

/** Where the file of a template's header goes that is not for a conversation yet. */
export const beginHeaderUpload = (file: { name: string; mime: string; size: number }) =>
  typed<Upload>(loose.POST("/uploads", { body: { ...file, for: "template" } }));

export const beginConversation = (body: NewConversation) =>
  typed<Begun>(loose.POST("/conversations", { body }));
