import { Fragment, type ReactNode } from "react";

import { runsOf, type Run } from "./markup";
import classes from "./Preview.module.css";

/** Stand around the name of a place that is still open. Nobody types them. */
export const OPEN = "\uE000";
export const SHUT = "\uE001";

/** A text with WhatsApp's marks drawn, and its open places marked. */
export function Marked({ text }: { text: string }) {
  return <>{drawn(runsOf(text))}</>;
}

function drawn(runs: readonly Run[]): ReactNode {
  return runs.map(({ as, inside }, i) => {
    const words = typeof inside === "string" ? places(inside) : drawn(inside);
    // Runs have no other name than their place.
    // oxlint-disable react/no-array-index-key
    switch (as) {
      case "bold":
        return <strong key={i}>{words}</strong>;
      case "italic":
        return <em key={i}>{words}</em>;
      case "struck":
        return <s key={i}>{words}</s>;
      case "set":
        return <code key={i}>{words}</code>;
      default:
        return <Fragment key={i}>{words}</Fragment>;
    }
    // oxlint-enable react/no-array-index-key
  });
}

function places(text: string): ReactNode {
  return text.split(new RegExp(`(${OPEN}[^${SHUT}]*${SHUT})`)).map((part, i) =>
    part.startsWith(OPEN) ? (
      // oxlint-disable-next-line react/no-array-index-key
      <mark key={i} className={classes.open}>
        {part.slice(1, -1)}
      </mark>
    ) : (
      part
    ),
  );
}
