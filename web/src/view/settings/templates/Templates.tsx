import { Button, Select, Skeleton, TextInput } from "@mantine/core";
import { CloudOff, LayoutTemplate, Plus, RefreshCw, Search } from "lucide-react";
import { useEffect, useState } from "react";

import type { Channel, MessageTemplate } from "../../../state/model";
import { Fault, useChannels } from "../../../state/resources";
import { serverNow } from "../../../state/store";
import { useSyncTemplates, useTemplates } from "../../../state/templates";
import { ago } from "../../../words/time";
import { faultText } from "../../parts/fault";
import { Empty } from "../../parts/Empty";
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

/** While the platform reviews something, its word is looked for this often, in milliseconds. */
const LOOK_AGAIN = 5_000;

interface Props {
  channel: Channel;
  all: readonly Channel[];
  choose: (id: string) => void;
  admin: boolean;
}

function OfChannel({ channel, all, choose, admin }: Props) {
  const { t, words } = useWords();
  const templates = useTemplates(channel.id);
  const sync = useSyncTemplates(channel.id);
  const [search, setSearch] = useState("");
  const [writing, write] = useState<MessageTemplate | true>();
  const fault = templates.error ?? sync.error;
  const synced = templates.data?.syncedAt;
  // The first time the list is on its way from the platform: there is nothing to show yet, and soon will be.
  const waiting =
    templates.isPending || (templates.data?.syncing === true && templates.data.items.length === 0);
  const reviewed = templates.data?.items.some((each) => each.status === "pending");
  const { refetch } = templates;
  useEffect(() => {
    if (!reviewed) return;
    const timer = setInterval(() => void refetch(), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [reviewed, refetch]);
  const shown = templates.data?.items.filter((each) => finds(each, search)) ?? [];
  return (
    <>
      <PageHead title={t("templates")} lead={t("templatesLead")}>
        <div className={classes.acts}>
          <Button
            size="sm"
            variant="default"
            leftSection={<RefreshCw size={15} />}
            loading={sync.isPending || templates.data?.syncing}
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
      {waiting && <Skeleton height={240} radius={10} />}
      {fault && (
        <Empty
          icon={CloudOff}
          title={t("couldNot")}
          lead={fault instanceof Fault ? faultText(words, fault) : ""}
          alert
        >
          <Button variant="default" onClick={() => void templates.refetch()}>
            {words("list.again")}
          </Button>
        </Empty>
      )}
      {templates.data && shown.length === 0 && !fault && !waiting && (
        <Empty
          icon={LayoutTemplate}
          title={t(search ? "tpNoneFound" : "tpNone")}
          lead={t(search ? "tpNoneFoundLead" : "tpNoneLead")}
        />
      )}
      {shown.length > 0 && (
        <TemplateTable channel={channel} items={shown} onEdit={admin ? write : undefined} />
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

function finds(template: MessageTemplate, search: string): boolean {
  const words = [template.name, template.language, ...template.parts.map((part) => part.text ?? "")];
  return words.join(" ").toLowerCase().includes(search.trim().toLowerCase());
}
