// How long a person may answer by what a channel may do now: the mirror of rules.Reach, held against the same cases.
import { windowed, type Windows } from "./judge";

/** By how much a person may answer for longer than everybody, in milliseconds: seven days instead of one. */
const LONGER = 6 * 24 * 3_600_000;

/**
 * A row as its channel's right to answer for seven days has it, whatever that was when the customer wrote;
 * undefined: nobody knows of that right. Where the platform closed the window early it may end sooner than the
 * server's, never later.
 */
export function reach<Row extends Windows>(row: Row, human: boolean | undefined): Row {
  const { windowClosesAt: end, humanWindowClosesAt: longer = end } = row;
  if (human === undefined || !end || !windowed(row) || row.channelKind === "whatsapp") return row;
  const same = Date.parse(longer ?? end) === Date.parse(end);
  if (human !== same) return row; // as it should be already
  if (!human) return { ...row, humanWindowClosesAt: end };
  const until = new Date(Date.parse(end) + LONGER).toISOString();
  // What was over for good was everybody's window.
  const windowExpired = row.windowExpired || row.windowOver;
  return { ...row, humanWindowClosesAt: until, windowExpired, windowOver: false };
}
