import { memo } from "react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import type { Line } from "../../state/lines";
import { dayName, exact } from "../../words/time";
import { EventLine } from "./EventLine";
import classes from "./History.module.css";
import { MessageBubble } from "./MessageBubble";
import { OutgoingBubble } from "./OutgoingBubble";
import { PostLine } from "./PostLine";

interface Props {
  line: Line;
}

/** One line of a thread. Lines are made anew at every change; what they hold is not. */
export const LineView = memo(
  function LineView({ line }: Props) {
    switch (line.kind) {
      case "day":
        return <Day at={line.at} />;
      case "post":
        return <PostLine conversationId={line.conversationId} stand={line.stand} />;
      case "event":
        return <EventLine message={line.message} />;
      case "outgoing":
        return <OutgoingBubble outgoing={line.outgoing} first={line.first} last={line.last} />;
      case "message":
        return (
          <MessageBubble
            message={line.message}
            reactions={line.reactions}
            first={line.first}
            last={line.last}
          />
        );
    }
  },
  (a, b) => sameLine(a.line, b.line),
);

function sameLine(a: Line, b: Line): boolean {
  if (a.kind === "day" && b.kind === "day") return a.key === b.key;
  if (a.kind === "post" && b.kind === "post") return a.key === b.key;
  if (a.kind === "event" && b.kind === "event") return a.message === b.message;
  const place = "first" in a && "first" in b && a.first === b.first && a.last === b.last;
  if (a.kind === "outgoing" && b.kind === "outgoing") return place && a.outgoing === b.outgoing;
  if (a.kind !== "message" || b.kind !== "message") return false;
  return place && a.message === b.message && JSON.stringify(a.reactions) === JSON.stringify(b.reactions);
}

function Day({ at }: { at: number }) {
  const { t } = useTranslation();
  // At midnight today becomes yesterday, also for who does not move.
  const name = useClock((now) => {
    const day = dayName(at, now);
    return typeof day === "string" ? t(`time.${day}`) : day.text;
  });
  return (
    <div className={classes.day} role="separator" title={exact(at)}>
      {name}
    </div>
  );
}
