import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";

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
  onGo: () => void;
  onDone: () => void;
  /** What follows from it. */
  children: ReactNode;
}

/** Asks once more before something is gone. */
export function Confirm({ title, go, busy, error, onGo, onDone, children }: Props) {
  const { t, words } = useWords();
  useFocusBack();
  return (
    <Modal opened onClose={onDone} title={title} closeButtonProps={{ "aria-label": t("cancel") }}>
      {Boolean(error) && (
        <p className={signs.wrong} role="alert">
          {error instanceof Fault ? faultText(words, error) : t("couldNot")}
        </p>
      )}
      <p>{children}</p>
      <div className={classes.buttons}>
        <Button size="sm" variant="default" data-autofocus onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button size="sm" color="red" loading={busy} onClick={onGo}>
          {go}
        </Button>
      </div>
    </Modal>
  );
}
