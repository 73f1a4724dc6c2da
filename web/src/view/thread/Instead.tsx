import { takesTemplates } from "../../state/barrier";
import { useTransom } from "../../state/store";
import { setUi } from "../app/ui";
import { useWindowWords } from "../parts/useWindowWords";
import classes from "./Problem.module.css";

/** What can go out instead of words that the window keeps back: a template, where there are any. */
export function Instead({ conversationId }: { conversationId: string }) {
  const { w } = useWindowWords();
  const takes = useTransom((s) => takesTemplates(s, conversationId));
  if (!takes) return null;
  return (
    <button type="button" className={classes.act} onClick={() => setUi({ template: conversationId })}>
      {w("send.title")}
    </button>
  );
}
