import { lengthOf, type Length } from "../../state/carry";
import { permitted, writes } from "../../state/judge";
import type { Draft } from "../../state/kept";
import type { Capability, Content, Conversation, Message } from "../../state/model";
import { notify } from "../../state/notice";
import { once } from "../../state/once";
import { isLent } from "../../state/opened";
import { write } from "../../state/outbox";
import { detach, reattach, type Pending } from "../../state/pending";
import { Fault } from "../../state/session";
import { now, serverNow } from "../../state/store";
import { answer, answeringOf } from "./answering";
import { putBack } from "./useDraft";

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
  /** An answer to what a warning opened ends that: whoever gave it cannot close the conversation as well. */
  send: (thenClose: boolean) => void;
  /** The messages that it is, for another way than Send. */
  parts: () => Part[];
  /** Empties the place to write. What it gives puts everything back except the first so many of the messages. */
  clear: () => (gone: number) => void;
  /** What the draft is called in every tab. */
  draftKey: string | undefined;
}

type Part = Content & { blob?: Blob };

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

  const clear = () => {
    const [all, answered] = [contents(s, text, files), answeringOf(row.id)];
    detach(
      row.id,
      files.map((f) => f.id),
    );
    s.change({ [mode]: "", mode: "reply", key: undefined });
    answer(row.id, undefined);
    return (gone: number) => {
      reattach(row.id, files.slice(gone));
      if (all.slice(gone).some((part) => part.text)) putBack(row.id, mode, text);
      if (gone === 0 && !answeringOf(row.id)) answer(row.id, answered);
    };
  };
  const send = (thenClose: boolean) => {
    // The screen follows the clock by the second; what is sent follows it to the millisecond.
    const late = mode === "reply" && !writes(permitted(row, serverNow()));
    if (!ready || late) return;
    const all = contents(s, text, files);
    const out = () =>
      all.forEach(({ blob, ...content }, i) => {
        const then = thenClose && mode !== "note" && i === all.length - 1 && !isLent(now(), row);
        const kind = mode === "note" ? ("note" as const) : ("reply" as const);
        write({ conversationId: row.id, kind, thenClose: then, ...content }, blob);
      });
    once(draft.key, out, () => notify({ fault: new Fault("sent_in_tab", 0, ""), tried: "" }));
    clear();
  };
  return {
    text,
    length,
    over,
    ready,
    send,
    parts: () => contents(s, text, files),
    clear,
    draftKey: draft.key,
  };
}

/** One message for each file and, unless the first one carries them, the words. */
function contents(s: Situation, text: string, files: readonly Pending[]): Part[] {
  const { mode } = s.draft;
  const words = text.trim() === "" ? "" : text;
  const replyTo = mode === "note" ? undefined : (s.target?.platformId ?? s.answering);
  const isPrivate = mode === "private" || undefined;
  const first = files[0];
  const caption = first && captioned(s.able, first, words) ? words : "";
  const all: Part[] = files.map((f, i) => ({
    type: f.type,
    text: i === 0 ? caption : "",
    replyTo: i === 0 ? replyTo : undefined,
    file: { name: f.name, mime: f.mime, size: f.size },
    snippetId: f.snippetId,
    blob: f.snippetId ? undefined : f.file,
  }));
  if (words && !caption) all.push({ text: words, private: isPrivate, replyTo: first ? undefined : replyTo });
  return all;
}

/** Whether a file can carry the words with it. */
function captioned(able: Capability | undefined, file: Pending, words: string): boolean {
  const { used, limit } = lengthOf(able, words, "caption");
  return file.type !== "audio" && file.type !== "sticker" && used > 0 && used <= limit;
}
