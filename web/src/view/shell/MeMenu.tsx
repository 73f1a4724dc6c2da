import { Menu } from "@mantine/core";
import { CircleDot, Coffee, Keyboard, LogOut } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { sayPresence } from "../../state/live";
import { exit } from "../../state/session";
import { useTransom } from "../../state/store";
import { setUi } from "../app/ui";
import { Face } from "../parts/Face";

/** Oneself: how one appears to the others, and the way out. */
export function MeMenu({ className }: { className?: string }) {
  const { t } = useTranslation();
  const me = useTransom((s) => s.me?.member);
  const connection = useTransom((s) => s.connection);
  const heard = useTransom((s) => (me ? s.presence[me.id]?.state : undefined));
  const [chosen, setChosen] = useState<"online" | "away">("online");
  if (!me) return null;
  const state = connection === "offline" ? "offline" : (heard ?? chosen);
  const choose = (next: "online" | "away") => {
    setChosen(next);
    sayPresence(next);
  };
  return (
    <Menu position="right-end" width={220}>
      <Menu.Target>
        <button type="button" className={className} aria-label={t("rail.me", { name: me.name })}>
          <Face name={me.name || me.email} size={30} presence={state} square />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name} · {t(`presence.${state}`)}
        </Menu.Label>
        {state === "away" ? (
          <Menu.Item leftSection={<CircleDot size={15} />} onClick={() => choose("online")}>
            {t("presence.online")}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<Coffee size={15} />} onClick={() => choose("away")}>
            {t("presence.away")}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Keyboard size={15} />} onClick={() => setUi({ sheet: true })}>
          {t("keys.title")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={15} />} onClick={exit}>
          {t("sign.out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
