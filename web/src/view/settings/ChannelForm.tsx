import { Button, Modal } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";

import { Fault } from "../../state/resources";
import { faultText } from "../parts/fault";
import { useFocusBack } from "../parts/useFocusBack";
import signs from "../sign/Sign.module.css";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

interface Props {
  title: string;
  go: string;
  busy: boolean;
  error: unknown;
  onSubmit: () => void;
  /** There was a step before this one. */
  onBack?: () => void;
  onDone: () => void;
  /** Wider than usual. */
  size?: "xl";
  children: ReactNode;
}

/** The frame of a form in a dialog. */
export function ChannelForm({ title, go, busy, error, onSubmit, onBack, onDone, size, children }: Props) {
  const { t, words } = useWords();
  useFocusBack();
  const submit = (e: FormEvent) => {
    e.preventDefault();
    onSubmit();
  };
  const fault = error instanceof Fault ? error : error ? new Fault("", 0, "") : undefined;
  return (
    <Modal opened onClose={onDone} title={title} size={size} closeButtonProps={{ "aria-label": t("cancel") }}>
      <form className={classes.form} onSubmit={submit} noValidate>
        {fault && (
          <p className={signs.wrong} role="alert">
            {faultText(words, fault)}
          </p>
        )}
        {children}
        <div className={classes.buttons}>
          <Button size="sm" variant="default" onClick={onBack ?? onDone}>
            {onBack ? t("back") : t("cancel")}
          </Button>
          <Button size="sm" type="submit" loading={busy}>
            {go}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
