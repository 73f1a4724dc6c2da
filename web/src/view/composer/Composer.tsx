import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";

import { useClock } from "../../state/clock";
import type { Conversation } from "../../state/model";
import { usePending } from "../../state/pending";
import { timeLeft } from "../../state/time";
import { offer, type Mode } from "../app/ui";
import { Closed } from "./Closed";
import { Editor } from "./Editor";
import { useDraft } from "./useDraft";

/** The place to write: an editor, or, where the platform forbids it, what is allowed instead. */
export function Composer({ row }: { row: Conversation }) {
  const [draft, change] = useDraft(row.id);
  const files = usePending(row.id);
  const input = useRef<HTMLTextAreaElement>(null);
  const closed = useClock((now) => timeLeft(row, now)?.level === "closed");
  // The focus is there before the next key: what is typed right after "r" is the message, not more shortcuts.
  const compose = (asked: Mode) => {
    const mode = asked === "private" && row.kind !== "comment" ? "reply" : asked;
    flushSync(() => change({ mode }));
    input.current?.focus();
  };
  const latest = useRef(compose);
  useEffect(() => {
    latest.current = compose;
  });
  useEffect(() => offer({ compose: (mode) => latest.current(mode) }), []);

  if (closed && draft.mode === "reply") {
    const kept = draft.reply.trim() !== "" || files.length > 0;
    return <Closed row={row} kept={kept} onNote={() => compose("note")} />;
  }
  return <Editor row={row} draft={draft} change={change} input={input} closed={closed} />;
}
