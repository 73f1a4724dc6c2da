import { Button, Select, Skeleton } from "@mantine/core";
import { CloudOff, Megaphone } from "lucide-react";
import { Fragment, useState } from "react";

import type { AccountEvent } from "../../state/model";
import { useChannels } from "../../state/resources";
import { useAccountEvents } from "../../state/settings";
import { serverNow } from "../../state/store";
import { exact, moment } from "../../words/time";
import { Empty } from "../parts/Empty";
import { Json } from "./Json";
import { PageHead } from "./PageHead";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

/** What platforms said about the accounts, newest first. */
export function AccountEvents() {
  const { t, words } = useWords();
  const [channel, setChannel] = useState<string>();
  const channels = useChannels();
  const query = useAccountEvents(channel);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
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
      {query.isPending && <Skeleton height={120} radius={10} />}
      {query.isError && (
        <Empty icon={CloudOff} title={t("couldNot")} alert>
          <Button variant="default" onClick={() => void query.refetch()}>
            {words("list.again")}
          </Button>
        </Empty>
      )}
      {query.isSuccess && items.length === 0 && (
        <Empty icon={Megaphone} title={t("eNone")} lead={t("eNoneLead")} />
      )}
      {items.length > 0 && (
        <div className={classes.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("eWhen")}</th>
                <th scope="col">{t("eWhat")}</th>
                <th scope="col">{t("eAbout")}</th>
                <th scope="col">{t("eChannel")}</th>
                <th scope="col">
                  <span className={classes.hiddenText}>{t("details")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <EventRow
                  key={item.id}
                  item={item}
                  channel={names.get(item.channelId ?? "") ?? item.account}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {query.hasNextPage && (
        <Button
          mt={12}
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {words("list.older")}
        </Button>
      )}
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
