import { Button, Skeleton } from "@mantine/core";
import { ArrowLeft, CircleCheck, Moon, PanelRight, RotateCcw } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import { close, reopen, take } from "../../state/act";
import type { Conversation } from "../../state/model";
import { isFree } from "../../state/opened";
import { setPrefs, usePrefs } from "../../state/prefs";
import { useChannel } from "../../state/resources";
import { useTransom } from "../../state/store";
import { useGo } from "../app/nav";
import { setUi } from "../app/ui";
import { LabelButton } from "../labels/LabelButton";
import { ChannelGlyph } from "../parts/ChannelGlyph";
import { IconButton } from "../parts/IconButton";
import type { Layout } from "../shell/layout";
import { AssignMenu } from "./AssignMenu";
import classes from "./ThreadHead.module.css";

const SnoozeMenu = lazy(() => import("./SnoozeMenu").then((m) => ({ default: m.SnoozeMenu })));

export function ThreadHead({ id, row, layout }: { id: string; row?: Conversation; layout: Layout }) {
  const { t } = useTranslation();
  const go = useGo();
  const prefs = usePrefs();
  const narrow = layout.size === "narrow";
  const wide = layout.size === "wide";
  const free = useTransom((s) => row !== undefined && isFree(s, row));
  const showContact = () => (wide ? setPrefs({ contact: !prefs.contact }) : setUi({ contactDrawer: true }));

  return (
    <header className={classes.head}>
      {(narrow || layout.list === 0) && (
        <IconButton
          icon={ArrowLeft}
          label={t("act.back")}
          onClick={() => (narrow ? go.shut() : setPrefs({ list: true }))}
        />
      )}
      {row ? <Who row={row} narrow={narrow} /> : <Skeleton height={14} width={160} style={{ flex: 1 }} />}
      {row && (
        <div className={classes.acts}>
          {free && (
            <Button variant="filled" title={t("act.takeHint")} onClick={() => void take(id)}>
              {t("act.take")}
            </Button>
          )}
          <AssignMenu row={row} compact={free || narrow || layout.size === "small"} />
          {!narrow && row.status !== "closed" && (
            <Suspense fallback={<IconButton icon={Moon} label={t("act.snooze")} keys="s" />}>
              <SnoozeMenu id={id} />
            </Suspense>
          )}
          {row.status === "closed" ? (
            <IconButton icon={RotateCcw} label={t("act.reopen")} keys="o" onClick={() => void reopen(id)} />
          ) : (
            <IconButton icon={CircleCheck} label={t("act.close")} keys="e" onClick={() => void close(id)} />
          )}
          {!narrow && (
            <IconButton
              icon={PanelRight}
              label={t(wide && prefs.contact ? "contact.hide" : "contact.show")}
              keys="i"
              on={wide && prefs.contact}
              onClick={showContact}
            />
          )}
        </div>
      )}
    </header>
  );
}

/** Who it is. Where there is no room for a button beside it, the name itself opens the contact. */
function Who({ row, narrow }: { row: Conversation; narrow: boolean }) {
  const { t } = useTranslation();
  const channel = useChannel(row.channelId);
  const address = row.contact.phone ?? (row.contact.username && `@${row.contact.username}`);
  return (
    <div className={classes.who}>
      <h2 className={classes.name}>
        {narrow ? (
          <button type="button" className={classes.open} onClick={() => setUi({ contactDrawer: true })}>
            <bdi>{row.contact.name}</bdi>
          </button>
        ) : (
          <bdi>{row.contact.name}</bdi>
        )}
      </h2>
      <div className={classes.detail}>
        <ChannelGlyph kind={row.channelKind} />
        <span>{channel?.name ?? t(`channel.${row.channelKind}`)}</span>
        {!narrow && address && address !== row.contact.name && row.labels.length === 0 && (
          <>
            <span aria-hidden>·</span>
            <span dir="ltr">{address}</span>
          </>
        )}
        <LabelButton row={row} most={narrow ? 2 : 3} />
      </div>
    </div>
  );
}
