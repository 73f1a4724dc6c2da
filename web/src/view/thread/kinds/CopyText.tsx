import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

import classes from "./Kinds.module.css";
import { useLaterWords } from "../../parts/useLaterWords";

/** Copies a number or an address, and says that it did. */
export function CopyText({ text }: { text: string }) {
  const { k } = useLaterWords();
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(false), 1500);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = () => void navigator.clipboard?.writeText(text).then(() => setDone(true));
  const Icon = done ? Check : Copy;
  return (
    <button
      type="button"
      className={classes.copy}
      onClick={copy}
      title={done ? k("kind.copied") : k("kind.copy")}
      aria-label={done ? k("kind.copied") : k("kind.copyThis", { text })}
    >
      <Icon size={13} aria-hidden />
    </button>
  );
}
