import { CircleAlert } from "lucide-react";
import { useEffect, useRef, type RefObject } from "react";

import { holesOf } from "../../state/fields";
import { useDeskWords } from "../parts/useDeskWords";
import classes from "./Snippets.module.css";
import { selectHole } from "./useHeld";

interface Props {
  input: RefObject<HTMLTextAreaElement | null>;
  /** The customer's. */
  name: string;
  text: string;
  missing: readonly string[];
  asked: boolean;
  asItIs: () => void;
}

/** The fields that have no value: marked where they stand, and named. */
export function Holes({ input, name, text, missing, asked, asItIs }: Props) {
  const { w } = useDeskWords();
  const fields = missing.map((field) => `{{${field}}}`).join(", ");
  return (
    <>
      <Marks input={input} text={text} />
      <div className={classes.missing} role={asked ? "alert" : "status"} data-asked={asked || undefined}>
        <CircleAlert size={14} aria-hidden />
        <span>{w("snippet.missing", { fields, name, count: missing.length })}</span>
        <button type="button" className={classes.plain} onClick={() => selectHole(input.current, text)}>
          {w("snippet.write")}
        </button>
        {asked && (
          <button type="button" className={classes.plain} onClick={asItIs}>
            {w("snippet.asItIs")}
          </button>
        )}
      </div>
    </>
  );
}

/** The same text behind the one that is written, of which only the marks are seen. */
function Marks({ input, text }: Pick<Props, "input" | "text">) {
  const behind = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const area = input.current;
    if (!area) return undefined;
    const follow = () => {
      if (!behind.current) return;
      behind.current.style.font = getComputedStyle(area).font;
      behind.current.style.blockSize = `${area.clientHeight}px`;
      behind.current.style.inlineSize = `${area.clientWidth}px`;
      const above = behind.current.offsetParent?.getBoundingClientRect().top ?? 0;
      behind.current.style.insetBlockStart = `${area.getBoundingClientRect().top - above}px`;
      behind.current.scrollTop = area.scrollTop;
    };
    follow();
    const sizes = new ResizeObserver(follow);
    sizes.observe(area);
    area.addEventListener("scroll", follow);
    return () => {
      sizes.disconnect();
      area.removeEventListener("scroll", follow);
    };
  });
  const holes = holesOf(text);
  return (
    <div ref={behind} className={classes.behind} aria-hidden dir="auto">
      {holes.map((hole, i) => (
        <span key={hole.from}>
          {text.slice(holes[i - 1]?.to ?? 0, hole.from)}
          <mark className={classes.mark}>{text.slice(hole.from, hole.to)}</mark>
        </span>
      ))}
      {text.slice(holes.at(-1)?.to ?? 0)}
    </div>
  );
}
