import { lengthOf, type Length } from "../../state/carry";
import type { Draft } from "../../state/kept";
import type { Capability, Content, Conversation, Message } from "../../state/model";
import { write } from "../../state/outbox";
import { detach, type Pending } from "../../state/pending";
import { answer } from "./answering";

interface Situation {
  row: Conversation;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  able: Capability | undefined;
  files: readonly Pending[];
  /** The message that is answered. */
  answering: string | undefined;
  /** On comments: the comment that is answered. */
  target: Message | undefined;
  /** Why nothing may be sent now, whatever it is. */
  barred: boolean;
}

interface Sending {
  text: string;
  length: Length;
  /** Characters or bytes over the limit, 0 or less when it fits. */
  over: number;
  ready: boolean;
  send: (thenClose: boolean) => void;
}

/** What is about to be sent, whether it may, and the way to send it. */
export function useSend(s: Situation): Sending {
  const { row, draft, able } = s;
  const { mode } = draft;
  const text = draft[mode];
  const comment = row.kind === "comment";
  const length = lengthOf(
    able,
    text,
    mode === "note" ? "note" : comment && mode === "reply" ? "comment" : "reply",
  );
  const over = length.used - length.limit;
  const files = mode === "reply" && !comment ? s.files.filter((f) => f.type && !f.obstacle) : [];
  const ready = (text.trim() !== "" || files.length > 0) && over <= 0 && !s.barred;

  const send = (thenClose: boolean) => {
    if (!ready) return;
    const all = contents(s, text, files);
    all.forEach(({ blob, ...content }, i) => {
      const then = thenClose && mode !== "note" && i === all.length - 1;
      const kind = mode === "note" ? ("note" as const) : ("reply" as const);
      write({ conversationId: row.id, kind, thenClose: then, ...content }, blob);
    });
    detach(
      row.id,
      files.map((f) => f.id),
    );
    s.change({ [mode]: "", mode: "reply" });
    answer(row.id, undefined);
  };
  return { text, length, over, ready, send };
}

/** One message for each file and, unless the first one carries them, the words. */
function contents(s: Situation, text: string, files: readonly Pending[]): (Content & { blob?: Blob })[] {
  const { mode } = s.draft;
  const words = text.trim() === "" ? "" : text;
  const replyTo = mode === "note" ? undefined : (s.target?.platformId ?? s.answering);
  const isPrivate = mode === "private" || undefined;
  const first = files[0];
  const caption = first && captioned(s.able, first, words) ? words : "";
  const all: (Content & { blob?: Blob })[] = files.map((f, i) => ({
    type: f.type,
    text: i === 0 ? caption : "",
    replyTo: i === 0 ? replyTo : undefined,
    file: { name: f.name, mime: f.mime, size: f.file.size },
    blob: f.file,
  }));
  if (words && !caption) all.push({ text: words, private: isPrivate, replyTo: first ? undefined : replyTo });
  return all;
}

/** Whether a file can carry the words with it. */
function captioned(able: Capability | undefined, file: Pending, words: string): boolean {
  const { used, limit } = lengthOf(able, words, "caption");
  return file.type !== "audio" && file.type !== "sticker" && used > 0 && used <= limit;
}
