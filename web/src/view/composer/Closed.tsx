import { Button } from "@mantine/core";
import { Coins, LockKeyhole } from "lucide-react";
import { useEffect, useRef } from "react";

import { useClock } from "../../state/clock";
import type { Conversation } from "../../state/model";
import { serverNow } from "../../state/store";
import { timeLeft } from "../../state/time";
import { moment } from "../../words/time";
import { useGo } from "../app/nav";
import { screen, setUi } from "../app/ui";
import { useWindowWords } from "../parts/useWindowWords";
import { useWhen } from "../parts/useWhen";
import classes from "./Composer.module.css";
import type { Barrier } from "./useBarrier";

interface Props {
  row: Conversation;
  barrier: Barrier | undefined;
  /** What was written and can't be sent now. */
  draft: string;
  files: number;
  /** Whether the focus was here when this came. */
  focus: () => boolean;
  onNote: () => void;
}

/** Why nobody can write freely now, and what can be done. It goes by itself when the customer writes. */
export function Closed({ row, barrier, draft, files, focus, onNote }: Props) {
  const { w, t } = useWindowWords();
  const go = useGo();
  const here = useRef<HTMLElement>(null);
  // Whoever was writing when the time ran out is not thrown out of the place: no key becomes a shortcut by that.
  useEffect(() => {
    if (focus()) here.current?.focus({ preventScroll: true });
  }, [focus]);
  const said = useSentences(row, barrier);
  const template = !barrier && row.channelKind === "whatsapp";
  return (
    // Escape leads back to the list, as it does from the words.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={here}
      className={classes.closed}
      aria-label={t("composer.label")}
      tabIndex={-1}
      data-writes
      onKeyDown={(e) => {
        if (e.key !== "Escape") return;
        e.preventDefault();
        screen.focusList();
      }}
    >
      <p className={classes.closedTitle} role="status">
        <LockKeyhole size={15} aria-hidden />
        {said.title}
      </p>
      <p className={classes.closedText}>{said.why}</p>
      {template && <Free row={row} />}
      {(draft.trim() !== "" || files > 0) && (
        <div className={classes.kept}>
          <span className={classes.keptTitle}>{w("closed.draft")}</span>
          {draft.trim() !== "" && <p className={classes.keptText}>{draft}</p>}
        </div>
      )}
      <div className={classes.closedActs}>
        {template && <Button onClick={() => setUi({ template: row.id })}>{w("closed.resume")}</Button>}
        {barrier?.kind === "merged" && (
          <Button onClick={() => go.open(barrier.into)}>{w("closed.goThere")}</Button>
        )}
        <Button variant="default" onClick={onNote}>
          {w("closed.note")}
        </Button>
      </div>
    </section>
  );
}

function Free({ row }: { row: Conversation }) {
  const { w } = useWindowWords();
  const free = useClock((now) => Boolean(row.freeUntil && now < Date.parse(row.freeUntil)));
  if (!free) return null;
  return (
    <p className={`${classes.closedText} ${classes.free}`}>
      <Coins size={13} aria-hidden />
      {w("closed.free", { time: moment(Date.parse(row.freeUntil ?? ""), serverNow()) })}
    </p>
  );
}

/** What is the matter, and by which rule. */
function useSentences(row: Conversation, barrier: Barrier | undefined): { title: string; why: string } {
  const { w, t } = useWindowWords();
  const { name } = row.contact;
  const rule = useClock((now) => timeLeft(row, now)?.rule);
  const ended = useClock((now) => timeLeft(row, now)?.closesAt);
  const time = useWhen(ended);
  if (barrier?.kind === "merged") return { title: w("closed.merged"), why: w("closed.mergedWhy") };
  if (barrier) return { title: w("closed.noAddress", { name }), why: w("closed.noAddressWhy") };
  const whatsapp = row.channelKind === "whatsapp";
  const channel = t(`channel.${row.channelKind}`);
  const title = w(whatsapp ? "closed.title" : "closed.mustTitle", { name });
  if (ended === undefined) {
    return { title, why: w(whatsapp ? "closed.never" : "closed.neverMeta", { name, channel }) };
  }
  if (whatsapp) return { title, why: w("closed.whatsapp", { name, time }) };
  const why = rule === "human_7d" || rule === "ad_7d" ? rule : "meta_24h";
  return { title, why: w(`closed.${why}`, { name, time, channel }) };
}
