import { Button } from "@mantine/core";
import { useEffect, useRef, useState, type ReactNode } from "react";

import type { Fields } from "../../state/fields";
import type { Channel, MessageTemplate } from "../../state/model";
import { useWindowWords } from "../parts/useWindowWords";
import classes from "./Fill.module.css";
import { FillForm } from "./FillForm";
import { TemplatePreview } from "./TemplatePreview";
import { useFill, type Ready } from "./useFill";

interface Props {
  channel: Channel;
  template: MessageTemplate;
  fields: Fields;
  busy?: boolean;
  /** Why it did not go out, or what else is missing before it can. */
  said?: ReactNode;
  /** Something else is missing. */
  off?: boolean;
  onSend: (ready: Ready) => void;
}

/** Fills a template's places, beside what the customer will read, and sends it. */
export function Fill({ channel, template, fields, busy, said, off, onSend }: Props) {
  const { w, t } = useWindowWords();
  const filling = useFill(template, fields, channel.capability);
  const send = useRef<HTMLButtonElement>(null);
  const [whole] = useState(() => Object.keys(filling.wrong).length === 0);
  useEffect(() => {
    if (whole) send.current?.focus();
  }, [whole]);
  const lacks = Object.values(filling.wrong);
  const missing = lacks.filter((problem) => problem === "missing").length;
  const words =
    missing > 0
      ? w("fill.lacks", { count: missing })
      : lacks.length > 0
        ? w("fill.wrong", { count: lacks.length })
        : "";
  return (
    <form
      style={{ display: "contents" }}
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        const ready = !off && !busy && filling.ready();
        if (ready) onSend(ready);
      }}
    >
      <div className={classes.fill}>
        <FillForm template={template} filling={filling} able={channel.capability} />
        <div className={classes.preview}>
          <TemplatePreview template={template} values={filling.values} file={filling.file} />
        </div>
      </div>
      <div className={classes.foot}>
        <span className={classes.lack} role="status">
          {words || said}
        </span>
        <Button ref={send} type="submit" disabled={lacks.length > 0 || off} loading={busy}>
          {t("composer.send")}
        </Button>
      </div>
    </form>
  );
}
