import later from "../../words/later.json";
import { useLaterWords } from "./useLaterWords";

type Reason = keyof typeof later.reason;

const known = new Set(Object.keys(later.reason));

/** Says why a message failed, in words, with what can be done. */
export function useReason(): (reason: string) => string {
  const { k } = useLaterWords();
  return (reason) => k(`reason.${(known.has(reason) ? reason : "other") as Reason}`);
}
