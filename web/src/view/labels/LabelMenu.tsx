import { Check, Plus } from "lucide-react";
import { useId, useState } from "react";

import { knownLabels, label, labelOf, MOST, unlabel } from "../../state/labels";
import type { Conversation } from "../../state/model";
import { useMany } from "../../state/store";
import { ListSearch, optionOf } from "../parts/ListSearch";
import { useActive } from "../parts/useActive";
import { useDeskWords } from "../parts/useDeskWords";
import classes from "./Labels.module.css";

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** So many labels are offered. */
const OFFERED = 40;

/** Type to find or make a label; choosing one adds it, choosing one that is there takes it off. */
export function LabelMenu({ row, onDone }: { row: Conversation; onDone: () => void }) {
  const { w } = useDeskWords();
  const list = useId();
  const known = useMany(knownLabels);
  const [typed, type] = useState("");

  const has = (name: string) => row.labels.some((held) => same(held, name));
  const others = known.filter((name) => !has(name));
  const wanted = typed.trim().toLowerCase();
  const found = [...row.labels, ...others].filter((name) => name.toLowerCase().includes(wanted));
  const made = labelOf(typed);
  const fresh = "label" in made && !found.some((name) => same(name, made.label)) ? made.label : undefined;
  const options = [...found.slice(0, OFFERED), ...(fresh ? [fresh] : [])];
  const { at, move, reset } = useActive(options, typed);
  const wrong =
    "wrong" in made && made.wrong !== "empty"
      ? made.wrong
      : row.labels.length >= MOST && options.some((name) => !has(name))
        ? "many"
        : undefined;

  const choose = (index: number) => {
    const name = options[index];
    if (name === undefined || (wrong && !has(name))) return;
    if (has(name)) unlabel(row.id, name);
    else label(row.id, name);
    type("");
    reset();
  };

  return (
    <>
      <ListSearch
        value={typed}
        onType={type}
        label={w("label.find")}
        list={list}
        count={options.length}
        at={at}
        onMove={move}
        onEnter={() => (options.length > 0 ? choose(at) : onDone())}
      />
      {wrong && (
        <p className={classes.wrong} role="alert">
          {w(`label.${wrong}`)}
        </p>
      )}
      <div
        id={list}
        role="listbox"
        aria-label={w("label.list")}
        aria-multiselectable
        className={classes.options}
      >
        {options.map((name, index) => (
          // The keyboard is in the field above, which says which option is active.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={name}
            id={optionOf(list, index)}
            role="option"
            tabIndex={-1}
            aria-selected={has(name)}
            data-active={index === at || undefined}
            className={classes.option}
            onPointerMove={() => index !== at && move(index)}
            onClick={() => choose(index)}
          >
            {has(name) ? <Check size={14} aria-hidden /> : <Plus size={14} aria-hidden />}
            <bdi className={classes.name}>{name === fresh ? w("label.make", { name }) : name}</bdi>
          </div>
        ))}
        {options.length === 0 && !wrong && <p className={classes.empty}>{w("label.lead")}</p>}
      </div>
    </>
  );
}
