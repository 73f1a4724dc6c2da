import { Tooltip } from "@mantine/core";
import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";

import { Keys } from "./Keys";
import classes from "./IconButton.module.css";

interface Props extends ComponentProps<"button"> {
  icon: LucideIcon;
  /** Its name, read out and shown on hover. */
  label: string;
  /** Its key, shown on hover ("a", "mod+K"). */
  keys?: string;
  on?: boolean;
}

export function IconButton({ icon: Icon, label, keys, on, ref, className = "", ...rest }: Props) {
  return (
    <Tooltip
      disabled={rest["aria-expanded"] === true}
      label={keys ? <Keys of={keys} before={label} /> : label}
    >
      <button
        ref={ref}
        type="button"
        className={`${classes.button} ${className}`}
        aria-label={label}
        data-on={on || undefined}
        {...rest}
      >
        <Icon size={17} strokeWidth={1.9} aria-hidden />
      </button>
    </Tooltip>
  );
}
