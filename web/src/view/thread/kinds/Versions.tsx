import type { Message } from "../../../state/model";
import { exact } from "../../../words/time";
import { PlainText } from "../PlainText";
import classes from "./Kinds.module.css";
import { useLaterWords } from "../../parts/useLaterWords";

/** What an edited message said before, oldest first. */
export function Versions({ message }: { message: Message }) {
  const { k } = useLaterWords();
  const older = (message.versions ?? []).slice(0, -1);
  return (
    <ol className={classes.versions} aria-label={k("kind.before")}>
      {older.map((version) => (
        <li key={version.at + version.text}>
          <time className={classes.kind} dateTime={version.at}>
            {exact(Date.parse(version.at))}
          </time>
          <PlainText text={version.text} />
        </li>
      ))}
    </ol>
  );
}
