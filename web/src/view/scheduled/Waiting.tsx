import { useEffect, useRef, useState } from "react";

import { useScheduled, restore } from "../../state/scheduled";
import type { Conversation, Scheduled } from "../../state/model";
import { useDeskWords } from "../parts/useDeskWords";
import classes from "./Scheduled.module.css";
import { goOn } from "./goOn";
import { WaitingLine } from "./WaitingLine";

/** How long a message that was taken back can be brought back, in milliseconds; longer if that was asked for. */
const UNDO_FOR = 8_000;

/** What waits on a conversation for its time, above the place to write. */
export function Waiting({ row }: { row: Conversation }) {
  const { w } = useDeskWords();
  const items = useScheduled(row.id);
  const [back, setBack] = useState<Scheduled>();
  // What somebody wants back is nowhere else: it stays until it is.
  const [wanted, setWanted] = useState<Scheduled>();
  const [busy, setBusy] = useState(false);
  const taken = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (!back || back === wanted) return undefined;
    const over = setTimeout(() => {
      setBack(undefined);
      if (taken.current?.contains(document.activeElement)) goOn(taken.current);
    }, UNDO_FOR);
    return () => clearTimeout(over);
  }, [back, wanted]);
  if (items.length === 0 && !back) return null;
  const undo = async () => {
    if (!back || busy) return;
    setBusy(true);
    setWanted(back);
    const done = await restore(back);
    setBusy(false);
    if (!done) return setBack(back);
    setBack((held) => (held === back ? undefined : held));
    goOn(taken.current);
  };
  return (
    <section className={classes.waiting} aria-label={w("later.list")}>
      <ul className={classes.lines}>
        {items.map((scheduled) => (
          <WaitingLine key={scheduled.id} row={row} scheduled={scheduled} onBack={setBack} />
        ))}
      </ul>
      {back && (
        <p ref={taken} className={classes.undo} role="status">
          {w("later.taken")}
          <button type="button" className={classes.plain} aria-disabled={busy} onClick={() => void undo()}>
            {w("later.undo")}
          </button>
        </p>
      )}
    </section>
  );
}
