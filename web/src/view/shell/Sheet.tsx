import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Command, Group } from "../app/command";
import { setUi } from "../app/ui";
import { Keys } from "../parts/Keys";
import { useFocusBack } from "../parts/useFocusBack";
import classes from "./Sheet.module.css";

const groups: readonly Group[] = ["list", "conversation", "go", "screen"];

/** Every key at a glance. */
export function Sheet({ commands }: { commands: readonly Command[] }) {
  const { t } = useTranslation();
  useFocusBack();
  const shut = () => setUi({ sheet: false });
  const writing = [
    { id: "send", group: "conversation", label: t("keys.send"), keys: "enter" },
    { id: "later", group: "conversation", label: t("keys.later"), keys: "mod+shift+enter" },
    { id: "snippets", group: "conversation", label: t("keys.snippets"), keys: "/" },
    { id: "sendClose", group: "conversation", label: t("keys.sendClose"), keys: "mod+enter" },
  ] as const;
  return (
    <Modal
      opened
      onClose={shut}
      title={t("keys.title")}
      size={720}
      closeButtonProps={{ "aria-label": t("keys.close") }}
    >
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group} className={classes.group}>
            <h3 className={classes.title}>{t(`palette.${group}`)}</h3>
            {[...commands, ...writing].map(
              (command) =>
                command.group === group &&
                command.keys && (
                  <div key={command.id} className={classes.row}>
                    <span>{command.label}</span>
                    <Keys of={command.keys.split("|")[0] ?? ""} />
                  </div>
                ),
            )}
          </section>
        ))}
      </div>
    </Modal>
  );
}
