// The shapes that cross the wire, by their product names. They are generated from the API's document.
import type { components } from "./api.gen";

type Schemas = components["schemas"];

export type AccountEvent = Schemas["AccountEvent"];
export type Assignee = Schemas["Assignee"];
export type Attachment = Schemas["Attachment"];
export type Capability = Schemas["Capability"];
export type Channel = Schemas["Channel"];
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
export type Understood = Schemas["Understood"];
export type Up = Schemas["Up"];
export type Upload = Schemas["Upload"];
export type Version = Schemas["Version"];
export type Widget = Schemas["Widget"];
