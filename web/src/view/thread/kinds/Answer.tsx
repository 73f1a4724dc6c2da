import { ClipboardList, MousePointerClick } from "lucide-react";

import type { Message } from "../../../state/model";
import { text, tree } from "../details";
import { PlainText } from "../PlainText";
import classes from "./Kinds.module.css";
import { Typed } from "./Typed";
import { useLaterWords } from "../../parts/useLaterWords";

/** A choice that was made: a button, a row of a list, a suggestion. */
export function Answer({ message }: { message: Message }) {
  const { k } = useLaterWords();
  const list = tree(message.details, "interactive", "list_reply");
  const kind = message.type === "interactive.list_reply" ? k("kind.choseRow") : k("kind.choseButton");
  return (
    <Typed icon={MousePointerClick} kind={kind}>
      <span className={classes.chosen}>
        <bdi>{message.text || message.label}</bdi>
      </span>
      {text(list, "description") && <div className={classes.fact}>{text(list, "description")}</div>}
    </Typed>
  );
}

/** What was filled into a form, field by field. */
export function Flow({ message }: { message: Message }) {
  const { k } = useLaterWords();
  const fields = fieldsOf(text(tree(message.details, "interactive", "nfm_reply"), "response_json"));
  return (
    <Typed icon={ClipboardList} kind={k("kind.form")}>
      {message.text && message.text !== "Sent" && <PlainText text={message.text} />}
      <dl className={classes.fields}>
        {fields.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </Typed>
  );
}

/** The fields of a form's answer; the platform's own token is nobody's business. */
function fieldsOf(json: string): [string, string][] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return json ? [["", json]] : [];
  }
  return Object.entries(tree(parsed))
    .filter(([name]) => name !== "flow_token")
    .map(([name, value]) => [named(name), typeof value === "string" ? value : JSON.stringify(value)]);
}

/** "screen_0_First_name_1" is "First name". */
const named = (raw: string): string =>
  raw
    .replace(/^screen_\d+_/, "")
    .replace(/_\d+$/, "")
    .replaceAll("_", " ");
