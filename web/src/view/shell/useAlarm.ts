import { useEffect, useState } from "react";

import type { Warned } from "../../state/model";
import { currentPrefs } from "../../state/prefs";
import { rowOf } from "../../state/rows";
import { now, serverNow } from "../../state/store";
import { largestUnit } from "../../state/time";
import { span } from "../../words/time";
import { useGo, useOpenId } from "../app/nav";
import { useDeskWords } from "../parts/useDeskWords";
import { audible, first, permission, show, sound } from "./alarm";

const heard = new Set<string>();
const nameOf = ({ conversation, to, closesAt }: Warned): string => `${conversation} ${to} ${closesAt}`;

/**
 * Tells of every warning once: to screen readers by the words it gives back, and, as this person chose for the
 * device, by a sound and on the desktop. What is about the conversation before one's eyes stays quiet.
 */
export function useAlarm(warnings: readonly Warned[]): string {
  const { w } = useDeskWords();
  const go = useGo();
  const openId = useOpenId();
  const [said, say] = useState("");
  useEffect(() => {
    const fresh = warnings.filter((warning) => !heard.has(nameOf(warning)));
    for (const warning of fresh) heard.add(nameOf(warning));
    const newest = fresh.at(-1);
    if (!newest) return;
    const words = (warning: Warned) => ({
      name: rowOf(now(), warning.conversation)?.contact.name ?? "",
      time: leftWords(warning.closesAt),
    });
    say(fresh.length > 1 ? w("warn.several", { count: warnings.length }) : w("warn.said", words(newest)));

    const seen = document.visibilityState === "visible" && document.hasFocus();
    const loud = fresh.filter((warning) => !(seen && warning.conversation === openId));
    void ring(loud);
    for (const warning of loud) {
      const { name, time } = words(warning);
      const open = () => go.open(warning.conversation);
      void notify(warning, w("warn.waits", { name }), w("warn.closes", { time }), open);
    }
  }, [warnings, openId, go, w]);
  return said;
}

async function ring(warnings: readonly Warned[]): Promise<void> {
  if (!currentPrefs().warnSound || !audible()) return;
  const mine = await Promise.all(warnings.map((warning) => first(`sound ${nameOf(warning)}`)));
  if (mine.some(Boolean)) await sound();
}

async function notify(warning: Warned, title: string, body: string, open: () => void): Promise<void> {
  if (!currentPrefs().warnDesktop || permission() !== "granted") return;
  if (await first(`desktop ${nameOf(warning)}`)) show(title, body, warning.conversation, open);
}

/** What is left until a time, in its largest unit. */
function leftWords(closesAt: string): string {
  const { unit, value } = largestUnit(Math.max(0, Date.parse(closesAt) - serverNow()));
  return span(unit, value);
}
