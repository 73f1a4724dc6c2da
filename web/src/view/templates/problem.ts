import type { Problem } from "../../state/templateFill";
import { useWindowWords } from "../parts/useWindowWords";

/** What is wrong with a place, in words. */
export function useProblem(): (problem: Problem) => string {
  const { w } = useWindowWords();
  return (problem) => w(`problem.${problem}`);
}
