import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";

import { emoji } from "./emoji";
import { useLaterWords } from "./useLaterWords";
import classes from "./EmojiPicker.module.css";

/** Finds an emoji by its words; arrow keys move among them. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { k } = useLaterWords();
  const [asked, setAsked] = useState("");
  const search = useRef<HTMLInputElement>(null);
  // It may come after the focus was put into what opened for it.
  useEffect(() => search.current?.focus(), []);
  const want = asked.trim().toLowerCase();
  const found = emoji
    .map(([group, all]) => [group, all.filter((e) => e.words.includes(want))] as const)
    .filter(([, all]) => all.length > 0);
  const first = found[0]?.[1][0]?.sign;
  return (
    // The keys belong to the buttons inside, which are many.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className={classes.picker} role="group" aria-label={k("emoji.label")} onKeyDown={move}>
      <TextInput
        ref={search}
        size="xs"
        data-autofocus
        aria-label={k("emoji.find")}
        placeholder={k("emoji.find")}
        value={asked}
        onChange={(e) => setAsked(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key === "Enter" && first) onPick(first);
        }}
      />
      <div className={classes.all}>
        {found.map(([group, all]) => (
          <section key={group} aria-label={k(`emoji.${group}`)}>
            <h4 className={classes.group}>{k(`emoji.${group}`)}</h4>
            <div className={classes.grid}>
              {all.map(({ sign, words }) => (
                <button
                  key={sign}
                  type="button"
                  className={classes.emoji}
                  aria-label={`${sign} ${words}`}
                  title={words}
                  onClick={() => onPick(sign)}
                >
                  {sign}
                </button>
              ))}
            </div>
          </section>
        ))}
        {found.length === 0 && <p className={classes.none}>{k("emoji.none")}</p>}
      </div>
    </div>
  );
}

/** How many stand in a row; the arrow keys count with it. */
const ROW = 8;

function move(e: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: ROW, ArrowUp: -ROW }[e.key];
  if (!by) return;
  const all = [...e.currentTarget.querySelectorAll<HTMLElement>("button")];
  const at = all.findIndex((button) => button === document.activeElement);
  if (at < 0 && by !== ROW) return; // in the text field the sideways arrows are the field's
  e.preventDefault();
  all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
}
