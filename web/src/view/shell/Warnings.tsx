import { VisuallyHidden } from "@mantine/core";
import { Hourglass, X } from "lucide-react";
import type { ReactNode } from "react";

import { useClock } from "../../state/clock";
import type { Assignee, Warned } from "../../state/model";
import { rowOf } from "../../state/rows";
import { happen, useMany, useTransom } from "../../state/store";
import { largestUnit, levelOf } from "../../state/time";
import { standing } from "../../state/warn";
import { span } from "../../words/time";
import { useGo, useOpenId } from "../app/nav";
import { useUi } from "../app/ui";
import { IconButton } from "../parts/IconButton";
import { useNames } from "../parts/names";
import { useDeskWords } from "../parts/useDeskWords";
import classes from "./Notices.module.css";
import { useAlarm } from "./useAlarm";

/**
 * Windows that close soon, at the edge of the screen: one by name, several as one. Of the conversation before one's eyes
 * its composer tells; here it comes once one looks away.
 */
export function Warnings() {
  const { w } = useDeskWords();
  const all = useMany(standing);
  const said = useAlarm(all);
  const openId = useOpenId();
  const covered = useUi((ui) => ui.template); // there the templates stand where the time stood
  const warnings = all.filter(({ conversation: id }) => id !== openId || id === covered);
  const [only] = warnings;
  return (
    <>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {only && (
        <section aria-label={w("warn.label")}>
          {warnings.length > 1 ? <Several warnings={warnings} /> : <One warning={only} />}
        </section>
      )}
    </>
  );
}

function One({ warning }: { warning: Warned }) {
  const { w } = useDeskWords();
  const go = useGo();
  const row = useTransom((s) => rowOf(s, warning.conversation));
  const time = useLeft(warning);
  const wave = () => happen({ kind: "waved", ids: [warning.conversation] });
  const me = useTransom((s) => s.me?.member.id);
  const names = useNames();
  const owner = row?.assignee;
  const open = () => {
    wave();
    go.open(warning.conversation);
  };
  return (
    <Edge
      warning={warning}
      title={w("warn.waits", { name: row?.contact.name ?? "" })}
      act={w("warn.open")}
      onAct={open}
      onWave={wave}
    >
      {w("warn.closes", { time })}{" "}
      {w(`warn.${reason(warning.to, owner, me)}`, { name: names.assignee(owner) })}
    </Edge>
  );
}

/** Why this person is told of a conversation that an assignee has. */
function reason(to: Warned["to"], owner: Assignee | undefined, me: string | undefined) {
  if (to === "supervisors") return to;
  if (!owner) return "nobody";
  if (to === "assignee" || owner.teamId) return to;
  return owner.userId === me ? "yours" : "colleague";
}

function Several({ warnings }: { warnings: readonly Warned[] }) {
  const { w } = useDeskWords();
  const go = useGo();
  const [first] = warnings;
  const name = useTransom((s) => rowOf(s, first?.conversation ?? "")?.contact.name ?? "");
  const time = useLeft(first);
  if (!first) return null;
  const wave = () => happen({ kind: "waved", ids: warnings.map((each) => each.conversation) });
  const show = () => {
    wave();
    go.view("closing");
  };
  return (
    <Edge
      warning={first}
      title={w("warn.several", { count: warnings.length })}
      act={w("warn.show")}
      onAct={show}
      onWave={wave}
    >
      {w("warn.first", { name, time })}
    </Edge>
  );
}

interface EdgeProps {
  warning: Warned;
  title: string;
  act: string;
  onAct: () => void;
  onWave: () => void;
  children: ReactNode;
}

function Edge({ warning, title, act, onAct, onWave, children }: EdgeProps) {
  const { w } = useDeskWords();
  const level = useClock((now) => levelOf(Date.parse(warning.closesAt) - now));
  return (
    <div className={classes.notice} data-level={level}>
      <Hourglass size={16} className={classes.glass} aria-hidden />
      <div className={classes.text}>
        <div className={classes.title}>{title}</div>
        {children}
      </div>
      <button type="button" className={classes.act} onClick={onAct}>
        {act}
      </button>
      <IconButton icon={X} label={w("warn.dismiss")} onClick={onWave} />
    </div>
  );
}

/** What is left of a window, live. */
function useLeft(warning: Warned | undefined): string {
  return useClock((now) => {
    const { unit, value } = largestUnit(Math.max(0, Date.parse(warning?.closesAt ?? "") - now));
    return span(unit, value);
  });
}
