import { useEffect, useRef } from "react";

import type { MessageTemplate } from "../../state/model";
import { unfillable } from "../../state/template";
import { idOf, type Section } from "../../state/templatePick";
import { useWindowWords } from "../parts/useWindowWords";
import { languageName } from "./language";
import classes from "./Picker.module.css";
import { useCategory, useStatus } from "./state";

interface Props {
  found: readonly Section[];
  at: MessageTemplate | undefined;
  onPoint: (template: MessageTemplate) => void;
  onPick: (template: MessageTemplate) => void;
}

/** The templates that were found, under their heads. */
export function Found({ found, at, onPoint, onPick }: Props) {
  const { w } = useWindowWords();
  const list = useRef<HTMLDivElement>(null);
  const id = at && idOf(at);
  useEffect(() => {
    if (id) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [id]);
  const headOf = (section: Section): string => {
    if (section.kind === "recent") return w("pick.recent");
    if (section.kind === "unusable") return w("pick.unusable");
    return section.items.length > 1 ? section.name : "";
  };
  return (
    <div ref={list} id="templates" role="listbox" aria-label={w("pick.list")} className={classes.list}>
      {found.map((section) => {
        const head = headOf(section);
        return (
          <div key={`${section.kind} ${section.name}`} role="group" aria-label={head || section.name}>
            {head && <div className={classes.head}>{head}</div>}
            {section.items.map((t) => (
              <Option
                key={idOf(t)}
                template={t}
                chosen={idOf(t) === id && section.kind !== "unusable"}
                off={section.kind === "unusable"}
                grouped={section.kind === "name" && head !== ""}
                onPoint={onPoint}
                onPick={onPick}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

interface OptionProps extends Omit<Props, "found" | "at"> {
  template: MessageTemplate;
  chosen: boolean;
  off: boolean;
  /** The name stands over it already. */
  grouped: boolean;
}

function Option({ template, chosen, off, grouped, onPoint, onPick }: OptionProps) {
  const category = useCategory();
  const status = useStatus();
  const body = template.parts.find((part) => part.type === "body")?.text ?? "";
  return (
    // The keys belong to the search field, which the focus stays in.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={`template ${template.name} ${template.language}`}
      role="option"
      aria-selected={chosen}
      aria-disabled={off || undefined}
      tabIndex={-1}
      className={classes.option}
      onPointerMove={() => !off && !chosen && onPoint(template)}
      onMouseDown={(e) => e.preventDefault()}
      onClick={() => !off && onPick(template)}
    >
      <span className={classes.line}>
        <span className={classes.name}>{grouped ? languageName(template.language) : template.name}</span>
        <span className={classes.fact}>
          {!grouped && `${languageName(template.language)} · `}
          {category(template.category)}
        </span>
      </span>
      {off ? (
        <span className={classes.why}>{status(template.status, unfillable(template))}</span>
      ) : (
        <span className={classes.words} dir="auto">
          {body}
        </span>
      )}
    </div>
  );
}
