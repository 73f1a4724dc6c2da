// What the keyboard does with one message: the one it is on, else the one being answered, else the customer's
// newest.
import { answerable, newestOf } from "../../state/about";
import type { Message } from "../../state/model";
import { write } from "../../state/outbox";
import { now } from "../../state/store";
import { screen } from "../app/ui";
import { answer, answeringOf } from "../composer/answering";

const lines = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role="log"] article[id]')];

const messagesOf = (id: string): readonly Message[] => now().threads[id]?.messages ?? [];

/** The message that an action without a pointer is about. */
export function aimedAt(id: string): Message | undefined {
  const messages = messagesOf(id);
  const line = document.activeElement?.closest<HTMLElement>('[role="log"] article[id]')?.id;
  if (line) return messages.find((m) => `m-${m.id}` === line);
  const chosen = answeringOf(id);
  return messages.find((m) => chosen && m.platformId === chosen) ?? newestOf(messages);
}

/** Moves the keyboard from message to message. */
export function step(by: number): void {
  const all = lines();
  const here = document.activeElement?.closest<HTMLElement>('[role="log"] article[id]');
  const at = here ? all.indexOf(here) : all.length;
  const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

/** The next reply answers this message. */
export function answerTo(message: Message, mode: "reply" | "private" = "reply"): void {
  if (message.platformId) answer(message.conversationId, message.platformId);
  screen.compose(mode);
}

/** Chooses the message to answer; asked again, the one before it. */
export function answerOlder(id: string): void {
  const choices = answerable(messagesOf(id)).filter((m) => m.direction === "in" || !m.comment);
  const chosen = answeringOf(id);
  const at = chosen ? choices.findIndex((m) => m.platformId === chosen) - 1 : -1;
  const focused = document.activeElement?.closest('[role="log"] article') ? aimedAt(id) : undefined;
  const next = focused ?? choices[at] ?? newestOf(messagesOf(id));
  if (next) answerTo(next);
}

/** Hides a comment from everybody but its author, or shows it again. */
export function toggleHidden(message: Message): void {
  write({
    conversationId: message.conversationId,
    kind: "reply",
    type: message.hidden ? "unhide" : "hide",
    text: "",
    replyTo: message.platformId,
  });
}
