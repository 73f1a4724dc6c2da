import { Button, Select, Skeleton, TextInput } from "@mantine/core";
import { CloudOff, LayoutTemplate, Plus, RefreshCw, Search } from "lucide-react";
import { useEffect, useState } from "react";

import type { Channel, MessageTemplate } from "../../../state/model";
import { Fault, useChannels } from "../../../state/resources";
import { serverNow } from "../../../state/store";
import { finds } from "../../../state/templatePick";
import { useReviews, useSyncTemplates } from "../../../state/templates";
import { ago } from "../../../words/time";
import { faultText } from "../../parts/fault";
import { Empty } from "../../parts/Empty";
import { useTemplateSearch } from "../../templates/useTemplateSearch";
import { PageHead } from "../PageHead";
import classes from "../Settings.module.css";
import { useWords } from "../useWords";
import { TemplateDialog } from "./TemplateDialog";
import { TemplateTable } from "./TemplateTable";

/** The message templates of the WhatsApp accounts, with their review states. */
export function Templates({ admin }: { admin: boolean }) {
  const { t } = useWords();
  const channels = useChannels();
  const whatsapp = channels.data?.filter((channel) => channel.kind === "whatsapp");
  const [chosen, choose] = useState<string>();
  const channel = whatsapp?.find((each) => each.id === chosen) ?? whatsapp?.[0];
  if (channels.isPending) return <Skeleton height={120} radius={10} />;
  if (!channel || !whatsapp) {
    return (
      <>
        <PageHead title={t("templates")} lead={t("templatesLead")} />
        <Empty icon={LayoutTemplate} title={t("tpNoChannel")} lead={t("tpNoChannelLead")} />
      </>
    );
  }
  return <OfChannel key={channel.id} channel={channel} all={whatsapp} choose={choose} admin={admin} />;
}

interface Props {
  channel: Channel;
  all: readonly Channel[];
  choose: (id: string) => void;
  admin: boolean;
}

function OfChannel({ channel, all, choose, admin }: Props) {
  const { t, words } = useWords();
  const [search, setSearch] = useState("");
  const { whole, shown, searching } = useTemplateSearch(channel.id, { search });
  const sync = useSyncTemplates(channel.id);
  const [writing, write] = useState<MessageTemplate | true>();
  const fault = shown.query.error ?? whole.query.error ?? sync.error;
  const synced = whole.first?.syncedAt;
  const syncing = whole.first?.syncing;
  const items = shown.items.filter((each) => finds(each, search));
  const { next } = shown;
  useEffect(() => {
    if (items.length === 0) next();
  }, [items.length, next]);
  useReviews(channel.id, items);
  // The first time the list is on its way from the platform: there is nothing to show yet, and soon will be.
  const waiting =
    whole.query.isPending || (syncing && whole.items.length === 0) || (items.length === 0 && searching);
  return (
    <>
      <PageHead title={t("templates")} lead={t("templatesLead")}>
        <div className={classes.acts}>
          <Button
            size="sm"
            variant="default"
            leftSection={<RefreshCw size={15} />}
            loading={sync.isPending || syncing}
            onClick={() => sync.mutate()}
          >
            {t("tpSync")}
          </Button>
          {admin && (
            <Button size="sm" leftSection={<Plus size={16} />} onClick={() => write(true)}>
              {t("tpNew")}
            </Button>
          )}
        </div>
      </PageHead>
      <div className={classes.filters}>
        {all.length > 1 && (
          <Select
            aria-label={t("channels")}
            allowDeselect={false}
            data={all.map((each) => ({ value: each.id, label: each.name }))}
            value={channel.id}
            onChange={(id) => id && choose(id)}
          />
        )}
        <TextInput
          aria-label={t("tpSearch")}
          placeholder={t("tpSearch")}
          leftSection={<Search size={15} aria-hidden />}
          value={search}
          onChange={(e) => setSearch(e.currentTarget.value)}
        />
        {synced && (
          <span className={classes.soft}>
            {t("tpSynced", { time: ago(Date.parse(synced), serverNow()) })}
          </span>
        )}
      </div>
      {waiting && !fault && <Skeleton height={240} radius={10} />}
      {fault && (
        <Empty
          icon={CloudOff}
          title={t("couldNot")}
          lead={fault instanceof Fault ? faultText(words, fault) : ""}
          alert
        >
          <Button variant="default" onClick={() => void (shown.query.error ? shown : whole).query.refetch()}>
            {words("list.again")}
          </Button>
        </Empty>
      )}
      {items.length === 0 && !fault && !waiting && (
        <Empty
          icon={LayoutTemplate}
          title={t(search ? "tpNoneFound" : "tpNone")}
          lead={t(search ? "tpNoneFoundLead" : "tpNoneLead")}
        />
      )}
      {items.length > 0 && (
        <TemplateTable
          channel={channel}
          items={items}
          more={searching}
          onEnd={next}
          onEdit={admin ? write : undefined}
        />
      )}
      {writing && (
        <TemplateDialog
          channel={channel}
          template={writing === true ? undefined : writing}
          onDone={() => write(undefined)}
        />
      )}
    </>
  );
}
