// The shapes that cross the wire, by their product names. They are generated from the API's document.
import type { components } from "./api.gen";

type Schemas = components["schemas"];

export type AccountEvent = Schemas["AccountEvent"];
export type Assignee = Schemas["Assignee"];
export type Attachment = Schemas["Attachment"];
export type Capability = Schemas["Capability"];
export type Channel = Schemas["Channel"];
export type ButtonValue = Schemas["ButtonValue"];
export type ChannelSettings = Schemas["ChannelSettings"];
export type Choice = Schemas["Choice"];
export type ChoiceLimit = Schemas["ChoiceLimit"];
export type Conversation = Schemas["Conversation"];
export type ConversationPage = Schemas["ConversationPage"];
export type Counters = Schemas["Counters"];
export type Down = Schemas["Down"];
export type Health = Schemas["Health"];
export type FileLimit = Schemas["FileLimit"];
export type Interactive = Schemas["Interactive"];
export type LastCall = Schemas["LastCall"];
export type Me = Schemas["Me"];
export type Media = Schemas["Media"];
export type Member = Schemas["Member"];
export type Message = Schemas["Message"];
export type NewChannel = Schemas["NewChannel"];
export type NewMessage = Schemas["NewMessage"];
export type NewScheduled = Schemas["NewScheduled"];
export type NewSnippet = Schemas["NewSnippet"];
export type NewUpload = Schemas["NewUpload"];
export type Place = Schemas["Place"];
export type Plan = Schemas["Plan"];
export type PlannedWarning = Schemas["PlannedWarning"];
export type Presence = Schemas["Presence"];
export type Problem = Schemas["Problem"];
export type Quarantined = Schemas["Quarantined"];
export type Reaction = Schemas["Reaction"];
export type Scheduled = Schemas["Scheduled"];
export type SignedIn = Schemas["SignedIn"];
export type Snippet = Schemas["Snippet"];
export type SnippetChange = Schemas["SnippetChange"];
export type TemplateUse = Schemas["TemplateUse"];
export type Understood = Schemas["Understood"];
export type Up = Schemas["Up"];
export type Upload = Schemas["Upload"];
export type Value = Schemas["Value"];
export type Version = Schemas["Version"];
export type Warning = Schemas["Warning"];
export type Widget = Schemas["Widget"];

/** A template of a WhatsApp business account; only approved ones may be sent. */
export interface MessageTemplate {
  id: string;
  name: string;
  language: string;
  category: string;
  status: string;
  /** Its parameters have names instead of numbers. */
  named: boolean;
  parts: TemplatePart[];
  quality?: string;
  /** The platform's word for why. */
  rejected?: string;
  updatedAt?: string;
}

export interface TemplatePart {
  /** header, body, footer, buttons, or one that cannot be filled here. */
  type: string;
  format?: string;
  text?: string;
  examples?: Value[];
  buttons?: TemplateButton[];
}

export interface TemplateButton {
  type: string;
  text: string;
  url?: string;
  phone?: string;
  example?: string;
}

export interface TemplateList {
  items: MessageTemplate[];
  syncedAt?: string;
  syncing: boolean;
}
