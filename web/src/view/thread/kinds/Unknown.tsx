import { CircleHelp } from "lucide-react";

import type { Message } from "../../../state/model";
import { PlainText } from "../PlainText";
import classes from "./Kinds.module.css";
import { Typed } from "./Typed";
import { useLaterWords } from "../../parts/useLaterWords";

/** What we cannot draw: said as such, with what the platform sent on demand. */
export function Unknown({ message }: { message: Message }) {
  const { k, t } = useLaterWords();
  const raw = message.details && Object.keys(message.details).length > 0;
  return (
    <Typed icon={CircleHelp} kind={message.label || t("message.unsupported")}>
      {message.text && <PlainText text={message.text} />}
      {raw && (
        <details className={classes.raw}>
          <summary>{k("kind.raw")}</summary>
          <pre dir="ltr">{JSON.stringify(message.details, null, 2)}</pre>
        </details>
      )}
    </Typed>
  );
}
