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
export type Me = Schemas["Me"];
export type Media = Schemas["Media"];
export type Member = Schemas["Member"];
export type Message = Schemas["Message"];
export type NewChannel = Schemas["NewChannel"];
export type NewMessage = Schemas["NewMessage"];
export type NewUpload = Schemas["NewUpload"];
export type Place = Schemas["Place"];
export type Presence = Schemas["Presence"];
export type Problem = Schemas["Problem"];
export type Quarantined = Schemas["Quarantined"];
export type Reaction = Schemas["Reaction"];
export type SignedIn = Schemas["SignedIn"];
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

/** What a workspace wants done before an unanswered window closes. */
export interface Plan {
  warnings: PlannedWarning[];
  lastCall?: LastCall;
  /** This deployment can send e-mail. */
  mail: boolean;
}

export interface PlannedWarning {
  minutesBefore: number;
  to: "assignee" | "team" | "supervisors";
  mail?: boolean;
}

export interface LastCall {
  minutesBefore: number;
  do: "template" | "snippet" | "label";
  template?: TemplateUse;
  snippetId?: string;
  label?: string;
}

/** An answer that is kept to be used again. */
export interface Snippet {
  id: string;
  title: string;
  body: string;
  shortcut?: string;
  media?: Media;
  authorId?: string;
  updatedAt: string;
}

/** A message that waits for its time; its id becomes the message's clientId. */
export interface Scheduled {
  id: string;
  conversationId: string;
  due: string;
  createdAt: string;
  authorId: string;
  type: string;
  text: string;
  replyTo?: string;
  media?: Media;
  template?: TemplateUse;
}
