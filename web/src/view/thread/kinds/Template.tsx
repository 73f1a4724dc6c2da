import { LayoutTemplate } from "lucide-react";

import type { Message } from "../../../state/model";
import { Marked } from "../../templates/Marked";
import classes from "./Kinds.module.css";
import { Typed } from "./Typed";
import { useLaterWords } from "../../parts/useLaterWords";

type Sent = Pick<Message, "text" | "template"> & Partial<Pick<Message, "label">>;

/** A template: which one, and what the customer reads. */
export function Template({ message }: { message: Sent }) {
  const { k, t } = useLaterWords();
  const used = message.template;
  const kind = used
    ? k("kind.templateOf", { name: used.name, language: used.language })
    : t("message.template");
  return (
    <Typed icon={LayoutTemplate} kind={kind}>
      {(message.text || message.label) && (
        <div className={classes.text} dir="auto">
          <Marked text={message.text || (message.label ?? "")} />
        </div>
      )}
    </Typed>
  );
}
