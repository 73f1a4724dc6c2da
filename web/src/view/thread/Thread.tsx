import { MessageCircleX } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";

import { markRead } from "../../state/act";
import { view } from "../../state/live";
import { loadRow, loadThread } from "../../state/load";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import { DropZone, useDrop } from "../composer/DropZone";
import { Composer } from "../composer/Composer";
import { Empty } from "../parts/Empty";
import type { Layout } from "../shell/layout";
import { Company } from "./Company";
import { History } from "./History";
import { Opened } from "./Opened";
import classes from "./Thread.module.css";
import { ThreadHead } from "./ThreadHead";

const Waiting = lazy(() => import("../scheduled/Waiting").then((m) => ({ default: m.Waiting })));

/** One conversation: who it is, what was said, and the place to answer. */
export function Thread({ id, layout }: { id: string; layout: Layout }) {
  const { t } = useTranslation();
  const row = useTransom((s) => rowOf(s, id));
  const missing = useTransom((s) => s.gone[id] ?? false);
  const { over, handlers } = useDrop(row);
  const unread = row?.unread ?? 0;

  useEffect(() => {
    view(id);
    void loadRow(id);
    return () => view("");
  }, [id]);

  // What was given away may come back: then it is read anew.
  useEffect(() => {
    if (!missing) void loadThread(id);
  }, [id, missing]);

  // Seen is what stands before somebody's eyes: a page in the background is not.
  useEffect(() => {
    const look = () => {
      if (unread > 0 && document.visibilityState === "visible") void markRead(id);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [id, unread]);

  if (missing) {
    const why = missing === "shut" ? "shut" : "missing";
    return <Empty icon={MessageCircleX} title={t(`thread.${why}`)} lead={t(`thread.${why}Lead`)} />;
  }
  return (
    <section
      className={classes.thread}
      aria-label={row && t("thread.label", { name: row.contact.name })}
      {...handlers}
    >
      <ThreadHead id={id} row={row} layout={layout} />
      {row?.openToTeam && <Opened row={row} />}
      <History key={`lines ${id}`} id={id} />
      <Company id={id} />
      {over && <DropZone />}
      <Suspense>{row && <Waiting key={`waiting ${id}`} row={row} />}</Suspense>
      {row && <Composer key={`composer ${id}`} row={row} />}
    </section>
  );
}
