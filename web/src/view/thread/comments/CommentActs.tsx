import { Eye, EyeOff, Lock, Reply } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../../state/clock";
import type { Message } from "../../../state/model";
import { answersPrivately, privacy, privateAnswer } from "../../../state/private";
import { useTransom } from "../../../state/store";
import { largestUnit } from "../../../state/time";
import { exact, span } from "../../../words/time";
import { answerTo, toggleHidden } from "../acts";
import classes from "./CommentActs.module.css";

const nothing: readonly Message[] = [];

/** What can be done about a comment, always in sight: it is what the screen is for. */
export function CommentActs({ message }: { message: Message }) {
  const { t } = useTranslation();
  const sent = useTransom((s) =>
    privateAnswer(s.threads[message.conversationId]?.messages ?? nothing, message),
  );
  const state = useClock((now) => privacy(message, sent, now).state);
  const may = useClock((now) => answersPrivately(privacy(message, sent, now)));
  const left = useClock((now) => {
    const { unit, value } = largestUnit(Math.max(0, privacy(message, sent, now).endsAt - now));
    return span(unit, value);
  });
  if (!message.platformId) return null;
  return (
    <div className={classes.acts}>
      <Act icon={Reply} label={t("comment.reply")} run={() => answerTo(message)} />
      {may && (
        <Act
          icon={Lock}
          label={t("comment.privately")}
          after={t(state === "perhaps" ? "comment.perhapsLeft" : "time.left", { time: left })}
          run={() => answerTo(message, "private")}
        />
      )}
      {state === "underway" && <span className={classes.fact}>{t("comment.underway")}</span>}
      {state === "used" && (
        <span className={classes.fact} title={exact(Date.parse(message.privateReplyAt ?? ""))}>
          {t("comment.answeredPrivately")}
        </span>
      )}
      {state === "late" && <span className={classes.fact}>{t("comment.tooLate")}</span>}
      <Act
        icon={message.hidden ? Eye : EyeOff}
        label={t(message.hidden ? "comment.show" : "comment.hide")}
        run={() => toggleHidden(message)}
      />
    </div>
  );
}

function Act({
  icon: Icon,
  label,
  after,
  run,
}: {
  icon: LucideIcon;
  label: string;
  after?: string;
  run: () => void;
}) {
  return (
    <button type="button" className={classes.act} onClick={run}>
      <Icon size={13} aria-hidden />
      {label}
      {after && <span className={classes.after}>· {after}</span>}
    </button>
  );
}
