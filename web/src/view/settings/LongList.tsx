import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";

import classes from "./Settings.module.css";

/** The usual height of a card, in pixels. */
const CARD = 88;

/** How near the end more is asked for, in cards. */
const NEAR = 10;

interface Props<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  /** Whether these are not all. */
  more: boolean;
  onEnd: () => void;
  children: (item: T) => ReactNode;
}

/** Cards below each other that scroll with the page; only those in sight are drawn. */
export function LongList<T>({ items, keyOf, more, onEnd, children }: Props<T>) {
  const list = useRef<HTMLDivElement>(null);
  const [above, setAbove] = useState(0);
  const page = () => list.current?.closest("main") ?? null;
  // What stands above it may grow or go, with any change of the page: the same number again changes nothing.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useLayoutEffect(() => {
    const [here, box] = [list.current, page()];
    if (!here || !box) return;
    setAbove(here.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop);
  });
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: page,
    estimateSize: () => CARD,
    getItemKey: (i) => {
      const item = items[i];
      return item === undefined ? i : keyOf(item);
    },
    overscan: 8,
    scrollMargin: above,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - NEAR) onEnd();
  }, [last, items.length, onEnd]);
  return (
    <div
      ref={list}
      className={`${classes.cards} ${classes.long}`}
      role="list"
      style={{ blockSize: virtual.getTotalSize() + 2 }}
    >
      {shown.map(({ index, key, start }) => {
        const item = items[index];
        return (
          item !== undefined && (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              role="listitem"
              aria-posinset={index + 1}
              aria-setsize={more ? -1 : items.length}
              className={`${classes.card} ${classes.slot}`}
              style={{ transform: `translateY(${start - above}px)` }}
            >
              {children(item)}
            </div>
          )
        );
      })}
    </div>
  );
}
