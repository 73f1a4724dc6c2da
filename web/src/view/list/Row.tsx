import { VisuallyHidden } from "@mantine/core";
import { Bot, CircleAlert, CircleCheck, Moon, UsersRound } from "lucide-react";
import { memo, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";

import { prefetch } from "../../state/load";
import type { Conversation } from "../../state/model";
import { isLent } from "../../state/opened";
import { rowOf } from "../../state/rows";
import { serverNow, useTransom } from "../../state/store";
import { moment } from "../../words/time";
import { setUi } from "../app/ui";
import { Ago } from "../parts/Ago";
import { Chips } from "../labels/Chips";
import { Face } from "../parts/Face";
import { useNames } from "../parts/names";
import { TimeLeft } from "../parts/TimeLeft";
import { Preview } from "./Preview";
import classes from "./Row.module.css";

interface Props {
  id: string;
  open: boolean;
  /** The one row that Tab comes to; the arrow keys and j and k lead to the others. */
  entry: boolean;
  /** The list's part of the address, so that the link keeps it. */
  search: string;
  onOpen: (id: string) => void;
}

/** A click that stays on this page; every other one is the browser's: a new tab, a copied address. */
const plain = (e: MouseEvent): boolean =>
  e.button === 0 && !e.metaKey && !e.ctrlKey && !e.shiftKey && !e.altKey;

/** One conversation at a glance, 64 pixels high. */
export const Row = memo(function Row({ id, open, entry, search, onOpen }: Props) {
  const row = useTransom((s) => rowOf(s, id));
  const { t } = useTranslation();
  if (!row) return null;
  return (
    <a
      href={`/inbox/${id}${search}`}
      className={classes.row}
      data-row={id}
      tabIndex={entry ? 0 : -1}
      data-open={open || undefined}
      data-unread={row.unread > 0 || undefined}
      aria-current={open ? "true" : undefined}
      onClick={(e) => {
        if (!plain(e)) return;
        e.preventDefault();
        onOpen(id);
      }}
      onPointerEnter={() => prefetch(id)}
      onFocus={() => setUi({ cursor: id })}
      draggable={false}
    >
      <Face name={row.contact.name} size={36} channel={row.channelKind} />
      <span className={classes.lines}>
        <span className={classes.line}>
          <span className={classes.name}>{row.contact.name}</span>
          <Ago at={row.activityAt} className={classes.time} />
        </span>
        <span className={classes.line}>
          <Preview row={row} />
          {row.unread > 0 && (
            <span className={classes.unread} aria-label={t("list.unread", { count: row.unread })}>
              {row.unread > 99 ? "99+" : row.unread}
            </span>
          )}
        </span>
        <span className={classes.line}>
          <span className={classes.meta}>
            <Standing row={row} />
            <Chips labels={row.labels} most={2} />
          </span>
          <Owner row={row} />
        </span>
      </span>
    </a>
  );
});

/** What matters now: asleep, done, with the bot, the time left, or that a warning has opened it. */
function Standing({ row }: { row: Conversation }) {
  const { t } = useTranslation();
  const lent = useTransom((s) => isLent(s, row));
  return (
    <>
      {row.status === "closed" && (
        <span className={classes.mark}>
          <CircleCheck size={12} aria-hidden />
          {t("list.closed")}
        </span>
      )}
      {row.status === "pending" && row.handler !== "bot" && (
        <span className={classes.mark}>
          <Moon size={12} aria-hidden />
          {row.snoozedUntil
            ? t("list.snoozed", { time: moment(Date.parse(row.snoozedUntil), serverNow()) })
            : t("list.asleep")}
        </span>
      )}
      {row.handler === "bot" && (
        <span className={`${classes.mark} ${classes.bot}`}>
          <Bot size={12} aria-hidden />
          {t("list.bot")}
        </span>
      )}
      {row.status !== "closed" && <TimeLeft row={row} />}
      {row.openToTeam && (
        <span className={classes.mark} title={t(lent ? "opened.yours" : "opened.theirs")}>
          <UsersRound size={12} aria-hidden />
          {t(lent ? "list.openToYours" : "list.openToTheirs")}
        </span>
      )}
      {row.failed && (
        <span className={`${classes.mark} ${classes.failed}`}>
          <CircleAlert size={12} aria-hidden />
          {t("list.failed")}
        </span>
      )}
    </>
  );
}

function Owner({ row }: { row: Conversation }) {
  const { t } = useTranslation();
  const names = useNames();
  if (!row.assignee) return null;
  const name = names.assignee(row.assignee);
  const label = t("list.assignedTo", { name });
  return (
    <span className={classes.owner} title={label}>
      <Face name={name} size={16} square />
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}
