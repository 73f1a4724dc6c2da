import { Button } from "@mantine/core";

import { useClock } from "../../state/clock";
import { permitted, writes } from "../../state/judge";
import { useGo } from "../app/nav";
import { Face } from "../parts/Face";
import { useWindowWords } from "../parts/useWindowWords";
import classes from "./Begin.module.css";
import type { Somebody } from "./useBegin";

interface Props {
  to: Somebody;
  onChange: () => void;
  /** The conversation is opened instead. */
  onOpen: () => void;
}

/** Whom it goes to, and into which conversation. */
export function Addressee({ to, onChange, onOpen }: Props) {
  const { w } = useWindowWords();
  const go = useGo();
  const { row } = to;
  const free = useClock((now) => Boolean(row && writes(permitted(row, now))));
  const name = row?.contact.name ?? to.phone ?? "";
  const phone = row?.contact.phone;
  return (
    <div className={classes.to}>
      <Face name={name} size={32} />
      <div className={classes.who}>
        <span className={classes.name}>
          <bdi>{name}</bdi>
          {phone && phone !== name && (
            <span className={classes.phone} dir="ltr">
              {phone}
            </span>
          )}
        </span>
        <span className={classes.said}>
          {row ? w(free ? "begin.free" : "begin.known", { name }) : w("begin.strange")}
        </span>
      </div>
      {row && free && (
        <Button
          variant="default"
          onClick={() => {
            onOpen();
            go.open(row.id);
          }}
        >
          {w("begin.open")}
        </Button>
      )}
      <Button variant="subtle" onClick={onChange}>
        {w("begin.change")}
      </Button>
    </div>
  );
}
