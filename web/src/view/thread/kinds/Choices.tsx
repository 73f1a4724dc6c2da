import { CornerUpLeft, List } from "lucide-react";

import type { Message } from "../../../state/model";
import { PlainText } from "../PlainText";
import classes from "./Kinds.module.css";

type Sent = Pick<Message, "text" | "interactive">;

/** Buttons or a list as the customer sees them. */
export function Choices({ message }: { message: Sent }) {
  const { interactive: made, text } = message;
  if (!made) return <PlainText text={text} />;
  return (
    <div className={classes.choices}>
      {made.header && <div className={classes.title}>{made.header}</div>}
      <PlainText text={text} />
      {made.footer && <div className={classes.fact}>{made.footer}</div>}
      {made.buttons?.map((button) => (
        <div key={button.id} className={classes.choice}>
          <CornerUpLeft size={13} aria-hidden />
          <bdi>{button.title}</bdi>
        </div>
      ))}
      {made.open && (
        <details className={classes.menu}>
          <summary className={classes.choice}>
            <List size={13} aria-hidden />
            <bdi>{made.open}</bdi>
          </summary>
          {made.sections?.map((section, i) => (
            // Sections have no id, and a sent list never changes.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={i}>
              {section.title && <div className={classes.kind}>{section.title}</div>}
              <ul className={classes.list}>
                {section.rows.map((row) => (
                  <li key={row.id}>
                    <bdi>{row.title}</bdi>
                    {row.description && <div className={classes.fact}>{row.description}</div>}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </details>
      )}
    </div>
  );
}
