import { useLocation } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { loadMore } from "../../state/load";
import { useTransom } from "../../state/store";
import { useGo } from "../app/nav";
import { useUi } from "../app/ui";
import classes from "./ConversationList.module.css";
import { ListFoot } from "./ListFoot";
import { Row } from "./Row";
import { RowActs } from "./RowActs";
import { useRowCursor } from "./useRowCursor";

/** The height of a row, in pixels. */
export const ROW = 64;

interface Props {
  listKey: string;
  ids: readonly string[];
  openId?: string;
  fresh: number;
  moved: boolean;
  release: () => void;
  onHovered: (hovered: boolean) => void;
  onScrolled: (scrolled: boolean) => void;
}

export function Rows({ listKey, ids, openId, fresh, moved, release, onHovered, onScrolled }: Props) {
  const { t } = useTranslation();
  const go = useGo();
  const search = useLocation({ select: (location) => location.searchStr });
  const at = useUi((ui) => ui.cursor);
  const scroll = useRef<HTMLDivElement>(null);
  const cursor = useTransom((s) => s.lists[listKey]?.cursor);
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 6,
  });
  useRowCursor(ids, openId, scroll, (index) => virtual.scrollToIndex(index));

  const shown = virtual.getVirtualItems();
  const entry = entryOf(
    shown.map((item) => ids[item.index]),
    at,
    openId,
  );
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (cursor && last >= ids.length - 10) void loadMore(listKey);
  }, [cursor, last, ids.length, listKey]);

  const letIn = () => {
    release();
    scroll.current?.scrollTo({ top: 0 });
  };
  return (
    <div className={classes.window}>
      {(fresh > 0 || moved) && (
        <div className={classes.fresh}>
          <button type="button" className={classes.freshButton} onClick={letIn}>
            <ArrowUp size={14} aria-hidden />
            {t("list.new", { count: Math.max(1, fresh) })}
          </button>
        </div>
      )}
      <div
        ref={scroll}
        className={classes.scroll}
        onPointerEnter={(e) => e.pointerType === "mouse" && onHovered(true)}
        onPointerLeave={() => onHovered(false)}
        onScroll={(e) => onScrolled(e.currentTarget.scrollTop > ROW / 2)}
      >
        <div
          role="list"
          aria-label={t("list.label")}
          style={{ blockSize: virtual.getTotalSize(), position: "relative" }}
        >
          {shown.map((item) => {
            const id = ids[item.index];
            return (
              id && (
                <div
                  key={item.key}
                  role="listitem"
                  aria-posinset={item.index + 1}
                  aria-setsize={cursor ? -1 : ids.length}
                  className={classes.slot}
                  style={{ blockSize: ROW, transform: `translateY(${item.start}px)` }}
                >
                  <Row id={id} open={id === openId} entry={id === entry} search={search} onOpen={go.open} />
                  <RowActs id={id} entry={id === entry} />
                </div>
              )
            );
          })}
        </div>
        <ListFoot listKey={listKey} />
      </div>
    </div>
  );
}

/** Where Tab enters the list: the row the keyboard was on, else the open one, else the first in sight. */
function entryOf(shown: readonly (string | undefined)[], at: string | undefined, openId: string | undefined) {
  return [at, openId].find((id) => id !== undefined && shown.includes(id)) ?? shown[0];
}
