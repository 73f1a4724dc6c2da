import { Button, Textarea, VisuallyHidden } from "@mantine/core";
import { X } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { useTranslation } from "react-i18next";

import type { Draft } from "../../state/kept";
import { sayTyping } from "../../state/live";
import type { Conversation } from "../../state/model";
import { write } from "../../state/outbox";
import { usePrefs } from "../../state/prefs";
import { useTransom } from "../../state/store";
import { screen } from "../app/ui";
import { IconButton } from "../parts/IconButton";
import { Quote } from "../thread/Quote";
import { answer, useAnswering } from "./answering";
import classes from "./Composer.module.css";
import { Countdown } from "./Countdown";
import { Modes } from "./Modes";
import { lengthOf, limitOf } from "./limits";
import { sendsWith } from "./sends";

interface Props {
  row: Conversation;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  input: RefObject<HTMLTextAreaElement | null>;
  closed: boolean;
}

export function Editor({ row, draft, change, input, closed }: Props) {
  const { t } = useTranslation();
  const { enterSends } = usePrefs();
  const offline = useTransom((s) => s.connection === "offline");
  const answering = useAnswering(row.id);
  const { mode } = draft;
  const text = draft[mode];
  const { name } = row.contact;
  const limit = limitOf(mode);
  const over = lengthOf(text) - limit;
  const empty = text.trim() === "";

  const send = (thenClose: boolean) => {
    if (empty || over > 0 || (mode === "reply" && closed)) return;
    const replyTo = mode === "reply" ? answering : undefined;
    write({ conversationId: row.id, kind: mode, text, replyTo, thenClose: thenClose && mode === "reply" });
    change({ [mode]: "", mode: "reply" });
    answer(row.id, undefined);
  };
  const press = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return;
    if (e.key === "Escape") {
      e.preventDefault();
      input.current?.blur();
      screen.focusList();
    }
    const way = sendsWith(e, enterSends);
    if (!way) return;
    e.preventDefault();
    send(way === "sendClose");
  };

  const hint =
    over > 0
      ? t("composer.long", { count: over, limit })
      : offline
        ? t("composer.offline")
        : mode === "reply" && row.status === "closed"
          ? t("composer.reopens")
          : t("composer.enterHint", enterSends ? { send: "⏎", newline: "⇧⏎" } : { send: "⇧⏎", newline: "⏎" });

  return (
    <section className={classes.composer} data-mode={mode} aria-label={t("composer.label")}>
      <div className={classes.top}>
        <Modes mode={mode} onMode={(next) => screen.compose(next)} />
        {mode === "reply" && <Countdown row={row} />}
      </div>
      {answering && mode === "reply" && (
        <div className={classes.answering}>
          <Quote conversationId={row.id} platformId={answering} />
          <IconButton icon={X} label={t("composer.cancelAnswer")} onClick={() => answer(row.id, undefined)} />
        </div>
      )}
      <Textarea
        ref={input}
        variant="unstyled"
        autosize
        minRows={mode === "note" ? 2 : 1}
        maxRows={10}
        classNames={{ input: classes.input }}
        aria-label={t(mode === "note" ? "composer.note" : "composer.replyTo", { name })}
        placeholder={t(mode === "note" ? "composer.noteTo" : "composer.replyTo", { name })}
        value={text}
        onChange={(e) => {
          change({ [mode]: e.currentTarget.value });
          sayTyping(row.id);
        }}
        onKeyDown={press}
      />
      <div className={classes.bottom}>
        <span className={classes.hint} data-wrong={over > 0 || undefined} title={hint}>
          {hint}
        </span>
        <VisuallyHidden aria-live="polite">{over > 0 ? hint : ""}</VisuallyHidden>
        <Button
          disabled={empty || over > 0}
          onClick={() => send(false)}
          color={mode === "note" ? "yellow" : undefined}
        >
          {t(mode === "note" ? "composer.addNote" : "composer.send")}
        </Button>
      </div>
    </section>
  );
}
