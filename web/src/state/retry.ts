// Sending again what failed on its way to the customer.
import { fileOf } from "./files";
import type { Content, Message } from "./model";
import { write } from "./outbox";
import { happen } from "./store";

/** Whether everything a failed message consists of is still here. Files are, as long as the page lives. */
export const complete = (message: Message): boolean => !message.media || bytesOf(message) !== undefined;

/** Sends what a failed message said again, as a new message, with its file if it had one. */
export function retry(message: Message): void {
  if (!complete(message)) return;
  happen({ kind: "retried", messageId: message.id });
  const { conversationId, text, replyTo, interactive, template, media } = message;
  const type = message.type === "text" ? undefined : (message.type as Content["type"]);
  const reaction = type === "reaction";
  const blob = bytesOf(message);
  const file = blob && {
    name: media?.name ?? "file",
    mime: media?.mime ?? blob.type,
    size: blob.size,
    voice: media?.voice,
  };
  const content: Content = {
    type,
    text: reaction ? "" : text,
    emoji: reaction ? text : undefined,
    replyTo,
    interactive,
    template,
    file,
    private: message.private,
  };
  write({ conversationId, kind: "reply", ...content }, blob);
}

const bytesOf = (message: Message): Blob | undefined =>
  message.media && message.clientId ? fileOf(message.clientId) : undefined;
