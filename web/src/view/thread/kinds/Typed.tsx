import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import classes from "./Kinds.module.css";

interface Props {
  icon: LucideIcon;
  /** What it is, in a word or two. */
  kind: string;
  children?: ReactNode;
}

/** Something that is not plain words: its sign, its name, and what it holds. */
export function Typed({ icon: Icon, kind, children }: Props) {
  return (
    <div className={classes.typed}>
      <Icon size={16} aria-hidden />
      <div className={classes.rows}>
        <div className={classes.kind}>{kind}</div>
        {children}
      </div>
    </div>
  );
}
