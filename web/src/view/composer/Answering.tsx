import { X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import type { Draft } from "../../state/kept";
import type { Conversation, Message } from "../../state/model";
import { answersPrivately, privacy } from "../../state/private";
import { exact } from "../../words/time";
import { useWhen } from "../parts/useWhen";
import { IconButton } from "../parts/IconButton";
import { Quote } from "../thread/Quote";
import { answer } from "./answering";
import classes from "./Composer.module.css";

interface Props {
  row: Conversation;
  mode: Draft["mode"];
  target: Message | undefined;
  /** The last private answer to the target. */
  sent: Message | undefined;
  platformId: string | undefined;
}

/** What the next answer is to, and, where it goes in private, until when it may. */
export function Answering({ row, mode, target, sent, platformId }: Props) {
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
      {mode === "private" && target && <Privately target={target} sent={sent} />}
    </>
  );
}

function Privately({ target, sent }: { target: Message; sent: Message | undefined }) {
  const { t } = useTranslation();
  const state = useClock((now) => privacy(target, sent, now).state);
  const may = useClock((now) => answersPrivately(privacy(target, sent, now)));
  const time = useWhen(privacy(target, sent, 0).endsAt);
  const words = {
    open: () => t("comment.privateRule", { time }),
    perhaps: () => t("comment.perhapsRule", { time }),
    underway: () => t("comment.underwayRule"),
    used: () => t("comment.usedRule", { time: exact(Date.parse(target.privateReplyAt ?? target.at)) }),
    late: () => t("comment.lateRule"),
    never: () => t("comment.neverRule"),
  };
  return (
    <p className={classes.said} data-wrong={may ? undefined : true} role="status">
      {words[state]()}
    </p>
  );
}
