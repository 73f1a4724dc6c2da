import { Link } from "@tanstack/react-router";
import { ListFilter, PanelLeft } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import type { Query } from "../../state/model";
import { setPrefs } from "../../state/prefs";
import { useChannel } from "../../state/resources";
import { useTransom } from "../../state/store";
import type { Search } from "../app/search";
import { setUi } from "../app/ui";
import { IconButton } from "../parts/IconButton";
import { ConnectionWord } from "../shell/ConnectionWord";
import { useLayout } from "../shell/layout";
import classes from "./ListHead.module.css";

const FilterMenu = lazy(() => import("./FilterMenu").then((m) => ({ default: m.FilterMenu })));

/** What the list holds: its view, its filters, and the two kinds of conversation with who still waits. */
export function ListHead({ query }: { query: Query }) {
  const { t } = useTranslation();
  const layout = useLayout();
  const channel = useChannel(query.channel?.[0]);
  const folds = layout.size === "medium" || layout.size === "wide";
  return (
    <header className={classes.head}>
      <div className={classes.top}>
        {layout.views === 0 && (
          <IconButton
            icon={PanelLeft}
            label={t("views.open")}
            onClick={() => (folds ? setPrefs({ views: true }) : setUi({ viewsDrawer: true }))}
          />
        )}
        <h1 className={classes.title}>{channel?.name ?? t(`views.${query.view}`)}</h1>
        {layout.views === 0 && <ConnectionWord />}
        <Suspense fallback={<IconButton icon={ListFilter} label={t("list.filter")} />}>
          <FilterMenu query={query} />
        </Suspense>
      </div>
      <div className={classes.tabs} role="tablist">
        <Tab kind="message" current={query.kind} />
        <Tab kind="comment" current={query.kind} />
      </div>
    </header>
  );
}

function Tab({ kind, current }: { kind: Query["kind"]; current: Query["kind"] }) {
  const { t } = useTranslation();
  const count = useTransom(
    (s) => (kind === "message" ? s.counters?.unanswered : s.counters?.unansweredComments) ?? 0,
  );
  return (
    <Link
      to="."
      search={(now: Search) => ({ ...now, kind: kind === "comment" ? ("comment" as const) : undefined })}
      role="tab"
      aria-selected={kind === current}
      className={classes.tab}
    >
      {t(kind === "message" ? "list.messages" : "list.comments")}
      {count > 0 && (
        <span className={classes.badge} aria-label={t("list.unanswered", { count })}>
          {count}
        </span>
      )}
    </Link>
  );
}
