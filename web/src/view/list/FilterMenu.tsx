import { Menu } from "@mantine/core";
import { Check, ListFilter } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Query } from "../../state/model";
import { useChannels } from "../../state/resources";
import { useGo } from "../app/nav";
import { usualSort } from "../app/search";
import { setUi, useUi } from "../app/ui";
import { IconButton } from "../parts/IconButton";

/** What narrows the list and in which order it stands; all of it is kept in the address. */
export function FilterMenu({ query }: { query: Query }) {
  const { t } = useTranslation();
  const go = useGo();
  const opened = useUi((ui) => ui.menu === "filter");
  const channels = useChannels().data ?? [];
  const on = Boolean(query.unanswered || query.channel || query.sort !== usualSort(query.view));
  const tick = (chosen: boolean) => (chosen ? <Check size={15} /> : <span style={{ inlineSize: 15 }} />);
  return (
    <Menu
      opened={opened}
      onChange={(next) => setUi({ menu: next ? "filter" : undefined })}
      position="bottom-end"
      width={240}
    >
      <Menu.Target>
        <IconButton icon={ListFilter} label={t("list.filter")} on={on} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={tick(Boolean(query.unanswered))}
          onClick={() => go.filter({ unanswered: query.unanswered ? undefined : true })}
        >
          {t("list.filterUnanswered")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("list.sort")}</Menu.Label>
        {(["newest", "oldest", "deadline"] as const).map((sort) => (
          <Menu.Item key={sort} leftSection={tick(query.sort === sort)} onClick={() => go.filter({ sort })}>
            {t(`list.${sort}`)}
          </Menu.Item>
        ))}
        {channels.length > 1 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t("views.channels")}</Menu.Label>
            <Menu.Item leftSection={tick(!query.channel)} onClick={() => go.filter({ channel: undefined })}>
              {t("list.anyChannel")}
            </Menu.Item>
            {channels.map((channel) => (
              <Menu.Item
                key={channel.id}
                leftSection={tick(query.channel?.[0] === channel.id)}
                onClick={() => go.filter({ channel: channel.id })}
              >
                {channel.name}
              </Menu.Item>
            ))}
          </>
        )}
        {on && (
          <>
            <Menu.Divider />
            <Menu.Item
              onClick={() => go.filter({ unanswered: undefined, channel: undefined, sort: undefined })}
            >
              {t("list.clear")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
