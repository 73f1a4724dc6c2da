import { CalendarClock, LockKeyhole, Paperclip, Pencil, SendHorizontal, X } from "lucide-react";
import { useRef, useState } from "react";

import { useClock } from "../../state/clock";
import { deadlineOf } from "../../state/deadline";
import type { Conversation, Scheduled } from "../../state/model";
import { Fault } from "../../state/resources";
import { reschedule, sendNow, unschedule, whole } from "../../state/scheduled";
import { useTransom } from "../../state/store";
import { exact, moment } from "../../words/time";
import { faultText } from "../parts/fault";
import { IconButton } from "../parts/IconButton";
import { useNames } from "../parts/names";
import { useDeskWords } from "../parts/useDeskWords";
import { goOn } from "./goOn";
import { PickTime } from "./PickTime";
import classes from "./Scheduled.module.css";

interface Props {
  row: Conversation;
  scheduled: Scheduled;
  /** It was taken back and can be brought back. */
  onBack: (scheduled: Scheduled) => void;
}

/** One message that waits: when it goes, what it says, and what can still be done about it. */
export function WaitingLine({ row, scheduled, onBack }: Props) {
  const { w, t } = useDeskWords();
  const names = useNames();
  const me = useTransom((s) => s.me?.member.id);
  const [editing, edit] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const line = useRef<HTMLLIElement>(null);
  const due = Date.parse(scheduled.due);
  const time = useClock((now) => moment(due, now));
  const going = useClock((now) => now >= due);
  const deadline = deadlineOf(row);
  const closed = deadline > 0 && due >= deadline && scheduled.type !== "template";
  const doing = (work: Promise<unknown>) => {
    setBusy(true);
    void work.finally(() => {
      setBusy(false);
      goOn(line.current);
    });
  };
  const takeBack = async () => {
    if ((await unschedule(scheduled)) && whole(scheduled)) onBack(scheduled);
  };
  const change = async (at: number, text: string) => {
    try {
      const fresh = text === scheduled.text ? undefined : text;
      await reschedule(scheduled, { due: new Date(at).toISOString(), text: fresh });
      edit(false);
    } catch (thrown) {
      setWrong(faultText(t, thrown instanceof Fault ? thrown : new Fault("", 0, "")));
    }
  };
  return (
    <li ref={line} className={classes.line} data-closed={closed || undefined}>
      <CalendarClock size={15} className={classes.icon} aria-hidden />
      <span className={classes.about}>
        <span className={classes.head}>
          <time dateTime={scheduled.due} title={exact(due)}>
            {going ? w("later.going") : w("later.due", { time })}
          </time>
          {scheduled.authorId !== me && <span> · {names.name(scheduled.authorId)}</span>}
        </span>
        <bdi className={classes.text}>
          {scheduled.media && <Paperclip size={12} aria-hidden />}
          {scheduled.text || scheduled.media?.name || t("message.document")}
        </bdi>
        {closed && (
          <span className={classes.closed}>
            <LockKeyhole size={12} aria-hidden />
            {w("later.closedLine", { name: row.contact.name })}
          </span>
        )}
      </span>
      <IconButton
        icon={Pencil}
        label={w("later.edit")}
        disabled={busy || going}
        onClick={() => {
          setWrong(undefined);
          edit(true);
        }}
      />
      <IconButton
        icon={SendHorizontal}
        label={w(whole(scheduled) ? "later.now" : "later.soon")}
        disabled={busy || going}
        onClick={() => doing(sendNow(scheduled))}
      />
      <IconButton
        icon={X}
        label={w("later.cancel")}
        disabled={busy || going}
        onClick={() => doing(takeBack())}
      />
      {editing && (
        <PickTime
          row={row}
          title={w("later.edit")}
          go={w("later.save")}
          text={scheduled.type === "template" ? undefined : scheduled.text}
          due={due}
          wrong={wrong}
          onPick={change}
          onClose={() => edit(false)}
        />
      )}
    </li>
  );
}
