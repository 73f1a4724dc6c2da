import { CircleAlert } from "lucide-react";

import type { Message } from "../../state/model";
import { permitted, writes } from "../../state/judge";
import { complete, retry } from "../../state/retry";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import { useClock } from "../../state/clock";
import { clockTime, exact } from "../../words/time";
import { useReason } from "../parts/reason";
import { useLaterWords } from "../parts/useLaterWords";
import { Instead } from "./Instead";
import classes from "./Problem.module.css";

/** What sending the same again would only repeat. */
const closes = new Set([
  "window_closed",
  "must_wait",
  "private_reply_used",
  "private_reply_late",
  "comment_missing",
  "file_type",
  "file_too_large",
  "media_type",
  "media_too_large",
]);

/** Why a message failed, in words, and what can be done. */
export function Problem({ message }: { message: Message }) {
  const { k, t } = useLaterWords();
  const said = useReason();
  const retried = useTransom((s) => s.retried[message.id]);
  const row = useTransom((s) => rowOf(s, message.conversationId));
  const open = useClock((now) => !row || writes(permitted(row, now)));
  const told = message.error?.reason ?? "";
  // Where there are no templates none is advised.
  const reason = told === "window_closed" && row && row.channelKind !== "whatsapp" ? "must_wait" : told;
  const at = Date.parse(message.at);
  // What nobody knows the end of is not repeated with a click: the sentence says what to do instead.
  const again = open && reason !== "unknown_outcome" && !closes.has(reason);
  const lost = again && !complete(message);
  return (
    <div className={classes.problem} role="group" aria-label={t("delivery.failed")}>
      <CircleAlert size={14} aria-hidden />
      <span className={classes.problemText} title={message.error?.details || exact(at)}>
        {t("delivery.failed")} · {clockTime(at)}. {said(reason)}
        {lost && !retried && ` ${k("attach.lost")}`}
      </span>
      {!open && message.kind === "message" && <Instead conversationId={message.conversationId} />}
      {retried ? (
        <span>{t("delivery.retried")}</span>
      ) : (
        again &&
        !lost && (
          <button type="button" className={classes.act} onClick={() => retry(message)}>
            {t("delivery.retry")}
          </button>
        )
      )}
    </div>
  );
}
