import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import classes from "./Empty.module.css";

interface Props {
  icon: LucideIcon;
  title: string;
  lead?: ReactNode;
  /** The next step. */
  children?: ReactNode;
  /** Read out when it appears. */
  alert?: boolean;
}

/** What would be here, and what to do next. */
export function Empty({ icon: Icon, title, lead, children, alert }: Props) {
  return (
    <div className={classes.empty} role={alert ? "alert" : undefined}>
      <span className={classes.icon}>
        <Icon size={20} strokeWidth={1.75} aria-hidden />
      </span>
      <p className={classes.title}>{title}</p>
      {lead && <p className={classes.lead}>{lead}</p>}
      {children && <div className={classes.step}>{children}</div>}
    </div>
  );
}
