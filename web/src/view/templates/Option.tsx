import type { MessageTemplate } from "../../state/model";
import { unfillable } from "../../state/template";
import { languageName } from "./language";
import classes from "./Picker.module.css";
import { useCategory, useStatus } from "./state";

interface Props {
  template: MessageTemplate;
  chosen: boolean;
  off: boolean;
  /** The name stands over it already. */
  under: boolean;
  /** Which one it is, from 1, and of how many; -1: nobody knows yet. */
  place: number;
  of: number;
  onPoint: (template: MessageTemplate) => void;
  onPick: (template: MessageTemplate) => void;
}

/** A template to choose. The keys belong to the search field, which the focus stays in. */
export function Option({ template, chosen, off, under, place, of, onPoint, onPick }: Props) {
  const category = useCategory();
  const status = useStatus();
  const body = template.parts.find((part) => part.type === "body")?.text ?? "";
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={`template ${template.name} ${template.language}`}
      role="option"
      aria-selected={chosen}
      aria-disabled={off || undefined}
      aria-posinset={place}
      aria-setsize={of}
      tabIndex={-1}
      className={classes.option}
      onPointerMove={() => !off && !chosen && onPoint(template)}
      onMouseDown={(e) => e.preventDefault()}
      onClick={() => !off && onPick(template)}
    >
      <span className={classes.line}>
        <span className={classes.name}>
          {under && <span className={classes.unseen}>{template.name} </span>}
          {under ? languageName(template.language) : template.name}
        </span>
        <span className={classes.fact}>
          {!under && `${languageName(template.language)} · `}
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
