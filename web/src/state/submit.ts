// One attempt to hand the server what was written here.
import * as calls from "../net/calls";
import type { Message, Outgoing } from "./model";

/** Sends a reply or adds a note under its client id; asked twice, the server answers the same message. */
export function submit(o: Outgoing): Promise<Message> {
  const { clientId, conversationId, text } = o;
  if (o.kind === "note") return calls.addNote(conversationId, { clientId, text });
  const { type, replyTo, uploadId, snippetId, emoji, interactive, template, file } = o;
  const voice = file?.voice || undefined;
  const body = {
    clientId,
    type,
    text,
    replyTo,
    uploadId,
    snippetId,
    emoji,
    interactive,
    template,
    voice,
    private: o.private,
  };
  return calls.sendMessage(conversationId, body);
}
