import { Check, CheckCheck, CircleHelp, Clock3 } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Message } from "../../state/model";
import { clockTime, exact } from "../../words/time";
import classes from "./Bubble.module.css";

type Sent = Exclude<Message["status"], "received" | "none" | "failed">;

const ticks = {
  queued: Clock3,
  sending: Clock3,
  unknown: CircleHelp,
  accepted: Check,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  played: CheckCheck,
} as const;

const isSent = (status: Message["status"]): status is Sent => status in ticks;

interface Props {
  message: Message;
  /** Whether its older texts are shown. */
  older: boolean;
  onOlder: () => void;
}

/** When it was said, whether it was edited, and how far it has come: a sign and its word. */
export function Receipt({ message, older, onOlder }: Props) {
  const { t } = useTranslation();
  const at = Date.parse(message.at);
  const { status } = message;
  const when = message.readAt ?? message.deliveredAt ?? message.sentAt;
  const edited = (message.versions?.length ?? 0) > 1 && !message.deletedAt;
  return (
    <div className={classes.foot} data-stays={edited || undefined}>
      <time dateTime={message.at} title={exact(at)}>
        {clockTime(at)}
      </time>
      {edited && (
        <button type="button" className={classes.edited} aria-expanded={older} onClick={onOlder}>
          {t("thread.edited")}
        </button>
      )}
      {isSent(status) && (
        <span
          className={classes.state}
          title={when && t("delivery.at", { state: t(`delivery.${status}`), time: exact(Date.parse(when)) })}
        >
          <Tick status={status} />
          {t(`delivery.${status}`)}
        </span>
      )}
    </div>
  );
}

function Tick({ status }: { status: Sent }) {
  const Icon = ticks[status];
  return (
    <span className={classes.tick} data-status={status}>
      <Icon size={14} aria-hidden />
    </span>
  );
}
