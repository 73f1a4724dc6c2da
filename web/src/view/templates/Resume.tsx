import { Button } from "@mantine/core";
import { X } from "lucide-react";
import { useState } from "react";

import { useClock } from "../../state/clock";
import { permitted, writes } from "../../state/judge";
import type { Conversation } from "../../state/model";
import { setUi } from "../app/ui";
import { IconButton } from "../parts/IconButton";
import { useWindowWords } from "../parts/useWindowWords";
import { Chooser } from "./Chooser";
import classes from "./Chooser.module.css";
import { escapes } from "./useEscape";
import { useSendTemplate } from "./useSendTemplate";

interface Props {
  row: Conversation;
  /** Nothing was sent. */
  onBack: () => void;
  /** Something was sent, or shall be written instead. */
  onWrite: () => void;
}

/** Sends a template in the place where one writes. It stays when the window opens meanwhile, and says so. */
export function Resume({ row, onBack, onWrite }: Props) {
  const { w, t } = useWindowWords();
  const { channel, fields, send } = useSendTemplate(row);
  const open = useClock((now) => writes(permitted(row, now)));
  // Who chose a template though they may write freely knows that.
  const [began] = useState(open);
  return (
    // Escape closes it, wherever the focus is inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={classes.panel}
      aria-label={w("send.title")}
      onKeyDown={(e) => {
        if (!escapes(e)) return;
        e.preventDefault();
        onBack();
      }}
    >
      <div className={classes.top}>
        <h3 className={classes.title}>{w("send.to", { name: row.contact.name })}</h3>
        <IconButton icon={X} label={t("keys.close")} onClick={onBack} />
      </div>
      {open && !began && (
        <div className={classes.open} role="status">
          <span>{w("send.open", { name: row.contact.name })}</span>
          <Button variant="default" onClick={onWrite}>
            {w("send.write")}
          </Button>
        </div>
      )}
      {channel && (
        <Chooser
          channel={channel}
          fields={fields}
          onSend={(ready) => {
            send(ready);
            setUi({ template: undefined });
            onWrite();
          }}
        />
      )}
    </section>
  );
}
