import { CircleHelp, Coins, UserRound } from "lucide-react";

import { useClock } from "../../state/clock";
import { permitted } from "../../state/judge";
import type { Conversation } from "../../state/model";
import { serverNow } from "../../state/store";
import { moment } from "../../words/time";
import { useWindowWords } from "../parts/useWindowWords";
import { useWhen } from "../parts/useWhen";
import classes from "./Composer.module.css";

/** What else has to be known before writing: that only a person may, that nobody is sure, that it costs nothing. */
export function Ruled({ row }: { row: Conversation }) {
  const { w, t } = useWindowWords();
  const permit = useClock((now) => permitted(row, now).permit);
  const until = useClock((now) => permitted(row, now).until);
  const free = useClock((now) => Boolean(row.freeUntil && now < Date.parse(row.freeUntil)));
  const time = useWhen(until);
  const channel = t(`channel.${row.channelKind}`);
  return (
    <>
      {permit === "human_agent" && (
        <p className={classes.said}>
          <UserRound size={13} aria-hidden />
          {w("rule.human", { time })}
        </p>
      )}
      {permit === "perhaps" && (
        <p className={classes.said} data-warns>
          <CircleHelp size={13} aria-hidden />
          {w("rule.perhaps", { channel, time })}
        </p>
      )}
      {free && (
        <p className={classes.said}>
          <Coins size={13} aria-hidden />
          {w("rule.free", { time: moment(Date.parse(row.freeUntil ?? ""), serverNow()) })}
        </p>
      )}
    </>
  );
}
