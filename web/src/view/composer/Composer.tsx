import { lazy, Suspense, useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import { flushSync } from "react-dom";

import { useClock, useTickAt } from "../../state/clock";
import { permitted, writes } from "../../state/judge";
import type { Conversation } from "../../state/model";
import { usePending } from "../../state/pending";
import { offer, screen, setUi, uiNow, useUi, type Mode } from "../app/ui";
import classes from "./Composer.module.css";
import { Editor } from "./Editor";
import { useBarrier } from "./useBarrier";
import { useDraft } from "./useDraft";

const load = () => import("./Closed");
const Closed = lazy(() => load().then((m) => ({ default: m.Closed })));
const Resume = lazy(() => import("../templates/Resume").then((m) => ({ default: m.Resume })));

/** The place to write: an editor, or, where the platform forbids it, what is allowed instead. */
export function Composer({ row }: { row: Conversation }) {
  const [draft, change] = useDraft(row.id);
  const files = usePending(row.id);
  const input = useRef<HTMLTextAreaElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const late = useClock((now) => !writes(permitted(row, now)));
  const until = useClock((now) => permitted(row, now).until);
  useTickAt(until);
  const barrier = useBarrier(row);
  const closed = late || barrier !== undefined;
  const picking = useUi((ui) => ui.template === row.id);
  // The focus is there before the next key: what is typed right after "r" is the message, not more shortcuts.
  const compose = (asked: Mode = draft.mode) => {
    const mode = asked === "private" && row.kind !== "comment" ? "reply" : asked;
    flushSync(() => {
      setUi({ template: undefined });
      change({ mode });
    });
    (input.current ?? place.current?.querySelector<HTMLElement>("button"))?.focus();
  };
  const opener = useOpener(picking);
  // Out of the templates one comes back to where one was, and not among words that one did not mean to write.
  const back = () => {
    flushSync(() => setUi({ template: undefined }));
    const before = opener();
    if (before === document.body) screen.focusList();
    else if (before?.isConnected) before.focus({ preventScroll: true });
    else compose(draft.mode);
  };
  const latest = useRef(compose);
  useEffect(() => {
    latest.current = compose;
  });
  useEffect(() => offer({ compose: (mode) => latest.current(mode) }), []);

  useEffect(
    () => () => {
      if (uiNow().template === row.id) setUi({ template: undefined });
    },
    [row.id],
  );

  // What stands here when a window closes is there before it does.
  useEffect(() => {
    const idle = setTimeout(() => void load(), 1500);
    return () => clearTimeout(idle);
  }, []);

  const shown = picking ? "pick" : closed && draft.mode === "reply" ? "closed" : "write";
  const held = useHeldFocus(place, shown);
  useLayoutEffect(() => {
    if (held() && shown === "write") input.current?.focus();
  }, [shown, held]);

  return (
    <div ref={place} className={classes.place}>
      <Suspense fallback={<div className={classes.closed} />}>
        {shown === "pick" && <Resume row={row} onBack={back} onWrite={() => compose(draft.mode)} />}
        {shown === "closed" && (
          <Closed
            row={row}
            barrier={barrier}
            draft={draft.reply}
            files={files.length}
            focus={held}
            onNote={() => compose("note")}
          />
        )}
      </Suspense>
      {shown === "write" && <Editor row={row} draft={draft} change={change} input={input} closed={closed} />}
    </div>
  );
}

/** Tells whether the focus was in a place, or in its menu, when what is shown there changed: then it stays there. */
function useHeldFocus(place: RefObject<HTMLElement | null>, shown: string): () => boolean {
  const held = useRef(false);
  const last = useRef(shown);
  if (last.current !== shown) {
    last.current = shown;
    held.current = uiNow().menu === "later" || (place.current?.contains(document.activeElement) ?? false);
  }
  const read = useRef(() => held.current);
  return read.current;
}

/** Gives what had the focus when the templates came. */
function useOpener(picking: boolean): () => HTMLElement | undefined {
  const held = useRef<HTMLElement>(undefined);
  const last = useRef(false);
  if (last.current !== picking) {
    last.current = picking;
    const { activeElement } = document;
    if (picking) held.current = activeElement instanceof HTMLElement ? activeElement : undefined;
  }
  const read = useRef(() => held.current);
  return read.current;
}
