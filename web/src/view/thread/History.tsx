import { ArrowDown, CloudOff } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { linesOf } from "../../state/lines";
import { loadOlder, loadThread } from "../../state/load";
import type { Message, State } from "../../state/model";
import { useMany, useTransom } from "../../state/store";
import { Empty } from "../parts/Empty";
import { faultText } from "../parts/fault";
import { Announcer } from "./Announcer";
import classes from "./History.module.css";
import { HistorySkeleton } from "./HistorySkeleton";
import { LineView } from "./LineView";
import { Older } from "./Older";
import { useScroll } from "./useScroll";

const nothing: readonly Message[] = [];

/** What was said and what happened, oldest first. */
export function History({ id }: { id: string }) {
  const { t } = useTranslation();
  const thread = useTransom((s) => s.threads[id]);
  const me = useTransom((s) => s.me?.member.id ?? "");
  const outbox = useMany(
    useCallback((s: State) => Object.values(s.outbox).filter((o) => o.conversationId === id), [id]),
  );
  const messages = thread?.messages ?? nothing;
  const lines = useMemo(() => linesOf(messages, outbox, me), [messages, outbox, me]);
  const canLoad = thread?.phase === "ready" && !thread.complete && !thread.fault;
  const place = useScroll(messages[0]?.id, () => canLoad && void loadOlder(id));
  const below = useNewBelow(messages, place.atEnd);
  const { toEnd } = place;
  const mine = outbox.length;
  useEffect(() => {
    if (mine > 0) toEnd();
  }, [mine, toEnd]);

  if (thread?.phase === "failed") {
    return (
      <div className={classes.window}>
        <Empty
          icon={CloudOff}
          title={t("thread.couldNot")}
          lead={thread.fault && faultText(t, thread.fault)}
          alert
        >
          <button type="button" className={classes.olderButton} onClick={() => void loadThread(id)}>
            {t("list.again")}
          </button>
        </Empty>
      </div>
    );
  }
  return (
    <div className={classes.window}>
      {/* A region that scrolls can be reached and scrolled with the keyboard. */}
      <div
        ref={place.scroll}
        className={classes.scroll}
        onScroll={place.onScroll}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t("thread.history")}
      >
        <div ref={place.lines} className={classes.lines}>
          {thread?.phase === "ready" ? <Older id={id} thread={thread} /> : <HistorySkeleton />}
          {lines.map((line) => (
            <LineView key={line.key} line={line} />
          ))}
        </div>
      </div>
      {!place.atEnd && (
        <button type="button" className={classes.toEnd} data-new={below > 0 || undefined} onClick={toEnd}>
          <ArrowDown size={14} aria-hidden />
          {below > 0 ? t("thread.newBelow", { count: below }) : t("thread.toEnd")}
        </button>
      )}
      <Announcer id={id} messages={messages} />
    </div>
  );
}

/** How many messages of the customer came while the person reads further up. */
function useNewBelow(messages: readonly Message[], atEnd: boolean): number {
  const last = messages.at(-1)?.id ?? "";
  const seen = useRef(last);
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (atEnd) seen.current = last;
    setCount(atEnd ? 0 : messages.filter((m) => m.id > seen.current && m.direction === "in").length);
  }, [atEnd, last, messages]);
  return count;
}
