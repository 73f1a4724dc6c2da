import { useEffect, useState } from "react";

import { useScheduled, restore } from "../../state/scheduled";
import type { Conversation, Scheduled } from "../../state/model";
import { useDeskWords } from "../parts/useDeskWords";
import classes from "./Scheduled.module.css";
import { WaitingLine } from "./WaitingLine";

/** How long a message that was taken back can be brought back, in milliseconds. */
const UNDO_FOR = 8_000;

/** What waits on a conversation for its time, above the place to write. */
export function Waiting({ row }: { row: Conversation }) {
  const { w } = useDeskWords();
  const items = useScheduled(row.id);
  const [back, setBack] = useState<Scheduled>();
  useEffect(() => {
    if (!back) return undefined;
    const over = setTimeout(() => setBack(undefined), UNDO_FOR);
    return () => clearTimeout(over);
  }, [back]);
  if (items.length === 0 && !back) return null;
  const undo = () => {
    if (back) void restore(back);
    setBack(undefined);
  };
  return (
    <section className={classes.waiting} aria-label={w("later.list")}>
      <ul className={classes.lines}>
        {items.map((scheduled) => (
          <WaitingLine key={scheduled.id} row={row} scheduled={scheduled} onBack={setBack} />
        ))}
      </ul>
      {back && (
        <p className={classes.undo} role="status">
          {w("later.taken")}
          <button type="button" className={classes.plain} onClick={undo}>
            {w("later.undo")}
          </button>
        </p>
      )}
    </section>
  );
}
