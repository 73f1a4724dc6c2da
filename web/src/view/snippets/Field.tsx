import { lazy, Suspense, useEffect, type ReactNode } from "react";

import type { Draft } from "../../state/kept";
import type { Capability, Conversation } from "../../state/model";
import classes from "./Snippets.module.css";
import type { SlashMenu } from "./useSlash";

const Holes = lazy(() => import("./Holes").then((m) => ({ default: m.Holes })));
const SnippetMenu = lazy(() => import("./SnippetMenu").then((m) => ({ default: m.SnippetMenu })));

interface Props {
  row: Conversation;
  mode: Draft["mode"];
  slash: SlashMenu;
  /** The text, which of its fields have no value, and whether sending has asked for them. */
  held: { text: string; missing: readonly string[]; asked: boolean; asItIs: () => void };
  /** What the channel carries, where files may go along. */
  able: Capability | undefined;
  onText: (text: string) => void;
  children: ReactNode;
}

/** Around the text of the composer: the snippets that "/" finds above it, and what is still missing in it. */
export function Field({ row, mode, slash, held, able, onText, children }: Props) {
  // The menu is one key away: its code is fetched while nothing else is.
  useEffect(() => {
    const idle = setTimeout(() => void import("./SnippetMenu"), 1500);
    return () => clearTimeout(idle);
  }, []);
  return (
    <div className={classes.field}>
      <Suspense>
        {slash.open && (
          <SnippetMenu
            row={row}
            mode={mode}
            slash={slash}
            open={slash.open}
            text={held.text}
            able={able}
            onText={onText}
          />
        )}
        {held.missing.length > 0 && <Holes input={slash.input} name={row.contact.name} {...held} />}
      </Suspense>
      {children}
    </div>
  );
}
