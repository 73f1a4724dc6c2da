import {
  CircleDashed,
  CircleHelp,
  EyeOff,
  Contact,
  FileText,
  Image,
  ListChecks,
  MapPin,
  LayoutTemplate,
  Megaphone,
  Mic,
  Pencil,
  Share2,
  ShoppingBag,
  SmilePlus,
  Smartphone,
  Sticker,
  Trash2,
  Video,
  type LucideIcon,
} from "lucide-react";

const icons: Readonly<Record<string, LucideIcon>> = {
  image: Image,
  video: Video,
  audio: Mic,
  document: FileText,
  sticker: Sticker,
  location: MapPin,
  contacts: Contact,
  reaction: SmilePlus,
  order: ShoppingBag,
  button: ListChecks,
  interactive: ListChecks,
  system: Smartphone,
  edit: Pencil,
  revoke: Trash2,
  template: LayoutTemplate,
  postback: ListChecks,
  quick_reply: ListChecks,
  referral: Megaphone,
  share: Share2,
  story_mention: CircleDashed,
  optin: Smartphone,
  handover: Smartphone,
  hide: EyeOff,
  unhide: EyeOff,
};

const words = new Set([...Object.keys(icons), "text"] as const);

/** The first part of a type: "interactive.button_reply" is "interactive". */
export const family = (type: string): string => type.split(".")[0] ?? type;

/** The sign of a message type; text has none, what we do not know has a question mark. */
export function typeIcon(type: string): LucideIcon | undefined {
  if (type === "text" || type === "note") return undefined;
  return icons[family(type)] ?? CircleHelp;
}

export type TypeWord =
  | "text"
  | "image"
  | "video"
  | "audio"
  | "document"
  | "sticker"
  | "location"
  | "contacts"
  | "reaction"
  | "order"
  | "button"
  | "interactive"
  | "system"
  | "edit"
  | "revoke"
  | "template"
  | "postback"
  | "quick_reply"
  | "referral"
  | "share"
  | "story_mention"
  | "optin"
  | "handover"
  | "hide"
  | "unhide"
  | "unsupported";

/** The catalogue's word for a type. */
export function typeWord(type: string): TypeWord {
  const name = family(type);
  return words.has(name) ? (name as TypeWord) : "unsupported";
}
