import { Menu } from "@mantine/core";
import { Moon } from "lucide-react";
import { useTranslation } from "react-i18next";

import { snooze } from "../../state/act";
import { serverNow } from "../../state/store";
import { setUi, useUi } from "../app/ui";
import { IconButton } from "../parts/IconButton";
import { morning } from "./morning";

const HOUR = 3_600_000;

/** Until when a conversation sleeps. */
export function SnoozeMenu({ id }: { id: string }) {
  const { t } = useTranslation();
  const opened = useUi((ui) => ui.menu === "snooze");
  const until = (ms: number) => void snooze(id, new Date(ms).toISOString());
  return (
    <Menu
      opened={opened}
      onChange={(next) => setUi({ menu: next ? "snooze" : undefined })}
      position="bottom-end"
    >
      <Menu.Target>
        <IconButton icon={Moon} label={t("act.snooze")} keys="s" />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void snooze(id)}>{t("act.snoozeReply")}</Menu.Item>
        <Menu.Divider />
        {[1, 4].map((count) => (
          <Menu.Item key={count} onClick={() => until(serverNow() + count * HOUR)}>
            {t("act.snoozeHours", { count })}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => until(morning(serverNow(), "tomorrow"))}>
          {t("act.snoozeTomorrow")}
        </Menu.Item>
        <Menu.Item onClick={() => until(morning(serverNow(), "monday"))}>{t("act.snoozeWeek")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
