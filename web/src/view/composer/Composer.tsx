import { useRef } from "react";
import { useEffect } from "react";

import { useClock } from "../../state/clock";
import type { Conversation } from "../../state/model";
import { timeLeft } from "../../state/time";
import { offer } from "../app/ui";
import { Closed } from "./Closed";
import { Editor } from "./Editor";
import { useDraft } from "./useDraft";

/** The place to write: an editor, or, where the platform forbids it, what is allowed instead. */
export function Composer({ row }: { row: Conversation }) {
  const [draft, change] = useDraft(row.id);
  const input = useRef<HTMLTextAreaElement>(null);
  const closed = useClock((now) => timeLeft(row, now)?.level === "closed");
  const latest = useRef(change);
  useEffect(() => {
    latest.current = change;
  });

  useEffect(
    () =>
      offer({
        compose: (mode) => {
          latest.current({ mode });
          requestAnimationFrame(() => input.current?.focus());
        },
      }),
    [],
  );

  if (closed && draft.mode === "reply") {
    return (
      <Closed
        row={row}
        kept={draft.reply.trim() !== ""}
        onNote={() => {
          change({ mode: "note" });
          requestAnimationFrame(() => input.current?.focus());
        }}
      />
    );
  }
  return <Editor row={row} draft={draft} change={change} input={input} closed={closed} />;
}
