import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import { LockKeyhole } from "lucide-react";
import { useState, type FormEvent } from "react";

import { deadlineOf } from "../../state/deadline";
import type { Conversation } from "../../state/model";
import { LEAST, MOST } from "../../state/scheduled";
import { serverNow } from "../../state/store";
import { useDeskWords } from "../parts/useDeskWords";
import { useFocusBack } from "../parts/useFocusBack";
import { useWhen } from "../parts/useWhen";
import classes from "./Scheduled.module.css";
import { fromField, offered, toField, zone } from "./times";

interface Props {
  row: Conversation;
  title: string;
  go: string;
  /** What it says, where that can be changed as well. */
  text?: string;
  due?: number;
  wrong?: string;
  onPick: (due: number, text: string) => void | Promise<void>;
  onClose: () => void;
}

/** A date and a time of day, in the person's zone; says when the window will have closed by then. */
export function PickTime({ row, title, go, text, due, wrong, onPick, onClose }: Props) {
  const { w, t } = useDeskWords();
  useFocusBack();
  const [value, setValue] = useState(() => toField(due ?? offered(serverNow())[1]?.at ?? serverNow()));
  const [said, say] = useState(text ?? "");
  const [busy, setBusy] = useState(false);
  const at = fromField(value);
  const ahead = at === undefined ? 0 : at - serverNow();
  const fits = at !== undefined && ahead >= LEAST && ahead <= MOST;
  const deadline = deadlineOf(row);
  const until = useWhen(deadline);
  const closed = fits && deadline > 0 && at >= deadline;
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (!fits || (text !== undefined && text !== "" && !said.trim())) return;
    setBusy(true);
    void Promise.resolve(onPick(at, said)).finally(() => setBusy(false));
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={420}
      closeButtonProps={{ "aria-label": t("keys.close") }}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        {wrong && (
          <p className={classes.wrong} role="alert">
            {wrong}
          </p>
        )}
        {text !== undefined && (
          <Textarea
            label={w("later.text")}
            autosize
            minRows={2}
            maxRows={8}
            value={said}
            onChange={(e) => say(e.currentTarget.value)}
          />
        )}
        <TextInput
          type="datetime-local"
          data-autofocus
          label={w("later.when")}
          description={w("later.zone", { zone: zone() })}
          min={toField(serverNow() + LEAST)}
          max={toField(serverNow() + MOST)}
          value={value}
          onChange={(e) => setValue(e.currentTarget.value)}
          error={!fits && w("later.bounds")}
        />
        {closed && (
          <p className={classes.closed}>
            <LockKeyhole size={14} aria-hidden />
            {w("later.closedBy", { name: row.contact.name, time: until })}
          </p>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {w("later.back")}
          </Button>
          <Button type="submit" loading={busy}>
            {go}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
