import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** This close to an end counts as being there, in pixels. */
const NEAR = 48;

/**
 * The place in a thread: it begins at the newest message and stays there while more arrive; whoever reads
 * further up keeps their line, also when older messages come in above.
 */
export function useScroll(firstKey: string | undefined, onTop: () => void) {
  const scroll = useRef<HTMLDivElement>(null);
  const lines = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  const before = useRef<{ key: string | undefined; height: number }>({ key: undefined, height: 0 });
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    const el = scroll.current;
    if (el) el.scrollTop = el.scrollHeight;
    pinned.current = true;
    setAtEnd(true);
  }, []);

  // Runs after every change of the lines: what came in above moves the view down by its height.
  useLayoutEffect(() => {
    const el = scroll.current;
    if (!el) return;
    const old = before.current;
    if (pinned.current) el.scrollTop = el.scrollHeight;
    else if (old.key !== undefined && old.key !== firstKey) el.scrollTop += el.scrollHeight - old.height;
    before.current = { key: firstKey, height: el.scrollHeight };
  });

  // An image, the composer or the window that changes its height must not push the end out of sight.
  useEffect(() => {
    const [el, content] = [scroll.current, lines.current];
    if (!el || !content) return undefined;
    const watch = new ResizeObserver(() => {
      if (pinned.current) el.scrollTop = el.scrollHeight;
      before.current.height = el.scrollHeight;
    });
    watch.observe(el);
    watch.observe(content);
    return () => watch.disconnect();
  }, []);

  const onScroll = () => {
    const el = scroll.current;
    if (!el) return;
    pinned.current = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR;
    setAtEnd(pinned.current);
    if (el.scrollTop < 400) onTop();
  };
  return { scroll, lines, atEnd, toEnd, onScroll };
}
