import { Link } from "@tanstack/react-router";
import { Archive, Hourglass, Inbox, Moon, User, UserCheck, UserX, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";

import { listKey } from "../../state/list";
import type { Query, State } from "../../state/model";
import { useChannels } from "../../state/resources";
import { useTransom } from "../../state/store";
import { views } from "../app/search";
import { ChannelGlyph } from "../parts/ChannelGlyph";
import { ClosingBadge } from "./ClosingBadge";
import { ConnectionWord } from "./ConnectionWord";
import classes from "./Views.module.css";

const icons: Record<Query["view"], LucideIcon> = {
  all: Inbox,
  mine: User,
  unassigned: UserX,
  assigned: UserCheck,
  pending: Moon,
  closed: Archive,
  closing: Hourglass,
};

/** Counts that are exact: from the counters, or from a list that is loaded to its end. No others are shown. */
function countOf(state: State, view: Query["view"]): number | undefined {
  const c = state.counters;
  if (view === "unassigned") return c?.unassigned;
  if (view === "assigned") return c && c.open - c.unassigned;
  if (view === "pending") return c?.pending;
  if (view !== "mine") return undefined;
  const list = state.lists[listKey({ view, kind: "message", sort: "newest" })];
  return list?.phase === "ready" && !list.cursor ? list.ids.length : undefined;
}

export function Views({ query, onChosen }: { query: Query; onChosen?: () => void }) {
  const { t } = useTranslation();
  const workspace = useTransom((s) => s.me?.workspace.name);
  const channels = useChannels().data ?? [];
  return (
    <nav className={classes.views} aria-label={t("views.label")}>
      <div className={classes.head}>
        <span className={classes.workspace}>{workspace}</span>
        <ConnectionWord />
      </div>
      {views.map((view) => (
        <ViewLink
          key={view}
          view={view}
          current={query.view === view && !query.channel}
          onChosen={onChosen}
        />
      ))}
      {channels.length > 0 && <h2 className={classes.section}>{t("views.channels")}</h2>}
      {channels.map((channel) => (
        <Link
          key={channel.id}
          to="/inbox"
          search={{ channel: channel.id }}
          className={classes.item}
          aria-current={query.channel?.[0] === channel.id ? "page" : undefined}
          activeOptions={{ includeSearch: true, exact: true }}
          onClick={onChosen}
        >
          <span className={classes.icon}>
            <ChannelGlyph kind={channel.kind} size={15} />
          </span>
          <span className={classes.label}>{channel.name}</span>
        </Link>
      ))}
    </nav>
  );
}

function ViewLink({
  view,
  current,
  onChosen,
}: {
  view: Query["view"];
  current: boolean;
  onChosen?: () => void;
}) {
  const { t } = useTranslation();
  const count = useTransom((s) => countOf(s, view));
  const Icon = icons[view];
  return (
    <Link
      to="/inbox"
      search={view === "all" ? {} : { view }}
      className={classes.item}
      aria-current={current ? "page" : undefined}
      activeOptions={{ includeSearch: true, exact: true }}
      onClick={onChosen}
    >
      <Icon size={16} strokeWidth={1.9} className={classes.icon} aria-hidden />
      <span className={classes.label}>{t(`views.${view}`)}</span>
      {view === "closing" && <ClosingBadge />}
      {count !== undefined && count > 0 && (
        <span className={classes.count} aria-label={t("views.count", { count })}>
          {count}
        </span>
      )}
    </Link>
  );
}
