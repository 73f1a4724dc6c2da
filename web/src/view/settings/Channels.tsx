import { Button, Skeleton } from "@mantine/core";
import { CloudOff, Pencil, Plus, Radio } from "lucide-react";
import { useState } from "react";

import type { Channel } from "../../state/model";
import { useChannels } from "../../state/resources";
import { serverNow } from "../../state/store";
import { moment } from "../../words/time";
import { ChannelGlyph } from "../parts/ChannelGlyph";
import { Empty } from "../parts/Empty";
import { IconButton } from "../parts/IconButton";
import { ConnectChannel } from "./ConnectChannel";
import { EditChannel } from "./EditChannel";
import { PageHead } from "./PageHead";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

export function Channels({ admin }: { admin: boolean }) {
  const { t, words } = useWords();
  const channels = useChannels();
  const [connecting, setConnecting] = useState(false);
  const [editing, setEditing] = useState<Channel>();
  return (
    <>
      <PageHead title={t("channels")} lead={admin ? t("channelsLead") : t("adminsOnly")}>
        {admin && (
          <Button size="sm" leftSection={<Plus size={16} />} onClick={() => setConnecting(true)}>
            {t("connect")}
          </Button>
        )}
      </PageHead>
      {channels.isPending && <Skeleton height={66} radius={10} />}
      {channels.isError && (
        <Empty icon={CloudOff} title={t("couldNot")} alert>
          <Button variant="default" onClick={() => void channels.refetch()}>
            {words("list.again")}
          </Button>
        </Empty>
      )}
      {channels.data?.length === 0 && <Empty icon={Radio} title={t("none")} lead={t("noneLead")} />}
      {channels.data && channels.data.length > 0 && (
        <div className={classes.cards} role="list">
          {channels.data.map((channel) => (
            <Card key={channel.id} channel={channel} onEdit={admin ? () => setEditing(channel) : undefined} />
          ))}
        </div>
      )}
      {connecting && <ConnectChannel onDone={() => setConnecting(false)} />}
      {editing && <EditChannel channel={editing} onDone={() => setEditing(undefined)} />}
    </>
  );
}

function Card({ channel, onEdit }: { channel: Channel; onEdit?: () => void }) {
  const { t, words } = useWords();
  return (
    <div className={classes.card} role="listitem">
      <span className={classes.sign}>
        <ChannelGlyph kind={channel.kind} size={18} />
      </span>
      <div className={classes.about}>
        <div className={classes.name}>{channel.name}</div>
        <div className={classes.facts}>
          <span>
            {words(`channel.${channel.kind}`)} · <bdi>{channel.accountId}</bdi>
          </span>
          <span>{t(`${channel.distribution}`)}</span>
          <span>{t("since", { time: moment(Date.parse(channel.createdAt), serverNow()) })}</span>
        </div>
      </div>
      {onEdit && <IconButton icon={Pencil} label={t("edit", { name: channel.name })} onClick={onEdit} />}
    </div>
  );
}
