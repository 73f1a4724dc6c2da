import { X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import type { Draft } from "../../state/kept";
import type { Conversation, Message } from "../../state/model";
import { privacy } from "../../state/private";
import { exact } from "../../words/time";
import { when } from "../parts/when";
import { IconButton } from "../parts/IconButton";
import { Quote } from "../thread/Quote";
import { answer } from "./answering";
import classes from "./Composer.module.css";

interface Props {
  row: Conversation;
  mode: Draft["mode"];
  target: Message | undefined;
  platformId: string | undefined;
}

/** What the next answer is to, and, where it goes in private, until when it may. */
export function Answering({ row, mode, target, platformId }: Props) {
  const { t } = useTranslation();
  const answered = row.kind === "comment" ? target?.platformId : platformId;
  if (!answered) return null;
  return (
    <>
      <div className={classes.answering}>
        <Quote conversationId={row.id} platformId={answered} />
        {platformId && (
          <IconButton icon={X} label={t("composer.cancelAnswer")} onClick={() => answer(row.id, undefined)} />
        )}
      </div>
      {mode === "private" && target && <Privately target={target} />}
    </>
  );
}

function Privately({ target }: { target: Message }) {
  const { t } = useTranslation();
  const state = useClock((now) => privacy(target, now).state);
  const until = new Date(privacy(target, 0).endsAt).toISOString();
  const words =
    state === "used"
      ? t("comment.usedRule", { time: exact(Date.parse(target.privateReplyAt ?? target.at)) })
      : state === "late"
        ? t("comment.lateRule")
        : t("comment.privateRule", { time: when(t, until) });
  return (
    <p className={classes.said} data-wrong={state === "open" ? undefined : true} role="status">
      {words}
    </p>
  );
}
