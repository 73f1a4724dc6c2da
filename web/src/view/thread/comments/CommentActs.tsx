import { Eye, EyeOff, Lock, Reply } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../../state/clock";
import type { Message } from "../../../state/model";
import { privacy } from "../../../state/private";
import { largestUnit } from "../../../state/time";
import { exact, span } from "../../../words/time";
import { answerTo, toggleHidden } from "../acts";
import classes from "./CommentActs.module.css";

/** What can be done about a comment, always in sight: it is what the screen is for. */
export function CommentActs({ message }: { message: Message }) {
  const { t } = useTranslation();
  const open = useClock((now) => privacy(message, now).state);
  const left = useClock((now) => {
    const { unit, value } = largestUnit(Math.max(0, privacy(message, now).endsAt - now));
    return span(unit, value);
  });
  if (!message.platformId) return null;
  return (
    <div className={classes.acts}>
      <Act icon={Reply} label={t("comment.reply")} run={() => answerTo(message)} />
      {open === "open" && (
        <Act
          icon={Lock}
          label={t("comment.privately")}
          after={t("time.left", { time: left })}
          run={() => answerTo(message, "private")}
        />
      )}
      {open === "used" && (
        <span className={classes.fact} title={exact(Date.parse(message.privateReplyAt ?? ""))}>
          {t("comment.answeredPrivately")}
        </span>
      )}
      {open === "late" && <span className={classes.fact}>{t("comment.tooLate")}</span>}
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
