import { Button, Modal } from "@mantine/core";

import type { Channel } from "../../state/model";
import { useFocusBack } from "../parts/useFocusBack";
import { Embedding } from "./Embedding";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

/** What is left to do when a web chat has been connected. */
export function Connected({ channel, onDone }: { channel: Channel; onDone: () => void }) {
  const { t, words } = useWords();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onDone}
      title={t("connected", { name: channel.name })}
      closeButtonProps={{ "aria-label": words("keys.close") }}
    >
      <div className={classes.form}>
        <Embedding channel={channel} />
        <div className={classes.buttons}>
          <Button size="sm" onClick={onDone} data-autofocus>
            {t("done")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
