import { ArrowLeft } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

import type { Fields } from "../../state/fields";
import type { Channel, MessageTemplate } from "../../state/model";
import { IconButton } from "../parts/IconButton";
import { useWindowWords } from "../parts/useWindowWords";
import classes from "./Chooser.module.css";
import { Fill } from "./Fill";
import { languageName } from "./language";
import { TemplatePicker } from "./TemplatePicker";
import { escapes } from "./useEscape";
import type { Ready } from "./useFill";

interface Props {
  channel: Channel;
  fields: Fields;
  busy?: boolean;
  said?: ReactNode;
  off?: boolean;
  onSend: (ready: Ready) => void;
}

/** A template, from search to send: pick one, fill it, read it, send it. Escape goes one step back. */
export function Chooser({ channel, ...rest }: Props) {
  const { w } = useWindowWords();
  const [picked, pick] = useState<MessageTemplate>();
  const here = useRef<HTMLDivElement>(null);
  const back = () => pick(undefined);
  // The option that was picked is gone: the focus goes on to what takes it, else to the whole.
  useEffect(() => {
    if (picked && !here.current?.contains(document.activeElement)) here.current?.focus();
  }, [picked]);
  const press = (e: KeyboardEvent) => {
    if (!escapes(e)) return;
    e.preventDefault();
    e.stopPropagation();
    back();
  };
  if (!picked) return <TemplatePicker channelId={channel.id} onPick={pick} />;
  return (
    // Escape is one step back, wherever the focus is inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={here}
      tabIndex={-1}
      className={classes.chosen}
      role="group"
      aria-label={picked.name}
      onKeyDown={press}
    >
      <div className={classes.which}>
        <IconButton icon={ArrowLeft} label={w("pick.other")} onClick={back} />
        <span className={classes.name}>{picked.name}</span>
        <span className={classes.fact}>{languageName(picked.language)}</span>
      </div>
      <Fill channel={channel} template={picked} {...rest} />
    </div>
  );
}
