import { Button, Select } from "@mantine/core";
import { Megaphone } from "lucide-react";
import { Fragment, useState } from "react";

import type { AccountEvent } from "../../state/model";
import { useChannels } from "../../state/resources";
import { useAccountEvents } from "../../state/settings";
import { serverNow } from "../../state/store";
import { exact, moment } from "../../words/time";
import { Json } from "./Json";
import { Paged } from "./Paged";
import { PageHead } from "./PageHead";
import { useWords } from "./useWords";

/** What platforms said about the accounts, newest first. */
export function AccountEvents() {
  const { t } = useWords();
  const [channel, setChannel] = useState<string>();
  const channels = useChannels();
  const names = new Map(channels.data?.map((c) => [c.id, c.name]));
  return (
    <>
      <PageHead title={t("events")} lead={t("eventsLead")}>
        <Select
          aria-label={t("eChannel")}
          placeholder={t("eAny")}
          clearable
          data={channels.data?.map((c) => ({ value: c.id, label: c.name })) ?? []}
          value={channel ?? null}
          onChange={(value) => setChannel(value ?? undefined)}
        />
      </PageHead>
      <Paged
        query={useAccountEvents(channel)}
        empty={{ icon: Megaphone, title: t("eNone"), lead: t("eNoneLead") }}
        columns={[t("eWhen"), t("eWhat"), t("eAbout"), t("eChannel")]}
        action={t("details")}
        renderRow={(item) => (
          <EventRow key={item.id} item={item} channel={names.get(item.channelId ?? "") ?? item.account} />
        )}
      />
    </>
  );
}

function EventRow({ item, channel }: { item: AccountEvent; channel?: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const at = Date.parse(item.at);
  return (
    <Fragment>
      <tr>
        <td title={exact(at)}>{moment(at, serverNow())}</td>
        <td>{sentence(item)}</td>
        <td>{item.subject}</td>
        <td>{channel}</td>
        <td>
          {item.details && (
            <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t("hide") : t("details")}
            </Button>
          )}
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={5}>
            <Json value={item.details} label={t("details")} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/** The platform's own words, readable: "message template status update: APPROVED (131049)". */
function sentence(item: AccountEvent): string {
  const what = item.field.replaceAll("_", " ");
  return `${what}${item.event ? `: ${item.event}` : ""}${item.code ? ` (${item.code})` : ""}`;
}
