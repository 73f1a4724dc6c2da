import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Draft } from "../../state/kept";
import type { Capability, Conversation } from "../../state/model";
import { usePrefs } from "../../state/prefs";
import { useTransom } from "../../state/store";
import { Later } from "../scheduled/Later";
import classes from "./Composer.module.css";
import { Toolbar } from "./Toolbar";
import type { useSend } from "./useSend";

interface Props {
  row: Conversation;
  mode: Draft["mode"];
  able: Capability | undefined;
  carries: boolean;
  sending: ReturnType<typeof useSend> & { holds: () => boolean };
  answering: string | undefined;
  onEmoji: (emoji: string) => void;
  onSent: () => void;
}

/** From this share of the limit on, what is left is counted. */
const NEAR = 0.8;

/** What can be added, what Enter does, how much room is left, and the one primary action. */
export function Foot(props: Props) {
  const { row, mode, sending } = props;
  const { t } = useTranslation();
  const { enterSends } = usePrefs();
  const offline = useTransom((s) => s.connection === "offline");
  const { over, length } = sending;
  const left = length.limit - length.used;
  const near = length.used > length.limit * NEAR;
  const words = t(length.unit === "bytes" ? "composer.bytesLeft" : "composer.left_", {
    count: Math.max(0, left),
  });

  const hint =
    over > 0
      ? t(length.unit === "bytes" ? "composer.longBytes" : "composer.long", {
          count: over,
          limit: length.limit,
        })
      : offline
        ? t("composer.offline")
        : mode === "reply" && row.status === "closed"
          ? t("composer.reopens")
          : t("composer.enterHint", enterSends ? { send: "⏎", newline: "⇧⏎" } : { send: "⇧⏎", newline: "⏎" });
  const label =
    mode === "note" ? "composer.addNote" : mode === "private" ? "comment.sendPrivately" : "composer.send";
  return (
    <div className={classes.bottom}>
      <Toolbar {...props} />
      <span className={classes.hint} data-wrong={over > 0 || undefined} title={hint}>
        {hint}
      </span>
      {near && over <= 0 && <span className={classes.count}>{words}</span>}
      {mode === "reply" && row.kind === "message" && <Later row={row} sending={sending} />}
      <Button
        disabled={!sending.ready}
        onClick={() => sending.send(false)}
        color={mode === "note" ? "yellow" : undefined}
      >
        {t(label)}
      </Button>
    </div>
  );
}
