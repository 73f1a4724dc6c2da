import { useEffect, type RefObject } from "react";

import { prefetch } from "../../state/load";
import { useGo } from "../app/nav";
import { offer, setUi, useUi } from "../app/ui";

/**
 * The keyboard in the list: j and k move a cursor; with a conversation open they open the next one. The focus
 * goes along, and comes back here when a thread is left.
 */
export function useRowCursor(
  ids: readonly string[],
  openId: string | undefined,
  scroll: RefObject<HTMLElement | null>,
  reveal: (index: number) => void,
): void {
  const go = useGo();
  const cursor = useUi((ui) => ui.cursor);

  useEffect(() => {
    const focus = (id: string | undefined) => {
      if (!id) return;
      reveal(ids.indexOf(id));
      const row = () => scroll.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
      // At once if it can be: the next key may already be on its way. A row further off is drawn first.
      if (row()) row()?.focus({ preventScroll: true });
      else requestAnimationFrame(() => row()?.focus({ preventScroll: true }));
    };
    const move = (by: number) => {
      const from = openId ?? cursor;
      const at = from ? ids.indexOf(from) : -1;
      const next = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))];
      if (!next) return;
      setUi({ cursor: next });
      if (openId) go.open(next);
      focus(next);
      const ahead = ids[ids.indexOf(next) + by];
      if (ahead) prefetch(ahead);
    };
    return offer({ move, focusList: () => focus(openId ?? cursor ?? ids[0]) });
  }, [ids, openId, cursor, scroll, reveal, go]);

  // Opened by its address, the row comes into sight once.
  const listed = openId !== undefined && ids.includes(openId);
  useEffect(() => {
    if (listed && openId) reveal(ids.indexOf(openId));
    // Only opening counts: the list must not jump when it changes.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [openId, listed]);

  // Opened with the pointer, the cursor is there as well; the next row is read ahead.
  useEffect(() => {
    if (!openId) return;
    setUi({ cursor: openId });
    const next = ids[ids.indexOf(openId) + 1];
    const idle = setTimeout(() => next && prefetch(next), 250);
    return () => clearTimeout(idle);
  }, [openId, ids]);
}
