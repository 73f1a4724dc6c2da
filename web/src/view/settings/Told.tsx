import type { Understood } from "../../state/model";
import en from "../../words/en.json";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

type Told = Understood["messages"][number];
type Known = keyof typeof en.message;
const known = new Set(Object.keys(en.message));

/** One message as a body tells it, in a line. */
export function ToldLine({ told }: { told: Told }) {
  const { t, words } = useWords();
  const { customer, message } = told;
  const type = known.has(message.type)
    ? words(`message.${message.type as Known}`, { count: 1 })
    : message.type;
  const said = message.text || message.label;
  return (
    <li>
      <span className={classes.soft}>
        {t(message.direction === "out" ? "uTo" : "uFrom", { name: customer.name })} · {type}
      </span>
      {said && <span dir="auto"> {said}</span>}
    </li>
  );
}
