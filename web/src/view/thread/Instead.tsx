import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import { setUi } from "../app/ui";
import { useWindowWords } from "../parts/useWindowWords";
import classes from "./Problem.module.css";

/** What can go out instead of words that the window keeps back: a template, where there are any. */
export function Instead({ conversationId }: { conversationId: string }) {
  const { w } = useWindowWords();
  const whatsapp = useTransom((s) => rowOf(s, conversationId)?.channelKind === "whatsapp");
  if (!whatsapp) return null;
  return (
    <button type="button" className={classes.act} onClick={() => setUi({ template: conversationId })}>
      {w("send.title")}
    </button>
  );
}
