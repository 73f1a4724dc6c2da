import { Button, Skeleton } from "@mantine/core";
import { CloudOff, Plus, Radio } from "lucide-react";
import { useState } from "react";

import type { Channel } from "../../state/model";
import { useChannels } from "../../state/resources";
import { Empty } from "../parts/Empty";
import { ChannelCard } from "./ChannelCard";
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
            <ChannelCard
              key={channel.id}
              channel={channel}
              onEdit={admin ? () => setEditing(channel) : undefined}
            />
          ))}
        </div>
      )}
      {connecting && <ConnectChannel onDone={() => setConnecting(false)} />}
      {editing && <EditChannel channel={editing} onDone={() => setEditing(undefined)} />}
    </>
  );
}
