import { Pencil, RefreshCw } from "lucide-react";

import type { Channel } from "../../state/model";
import { useCheckChannel } from "../../state/settings";
import { serverNow } from "../../state/store";
import { moment } from "../../words/time";
import { ChannelGlyph } from "../parts/ChannelGlyph";
import { IconButton } from "../parts/IconButton";
import { ChannelHealth } from "./ChannelHealth";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

/** One connected account: what it is, whether it works, and what can be done. */
export function ChannelCard({ channel, onEdit }: { channel: Channel; onEdit?: () => void }) {
  const { t, words } = useWords();
  const check = useCheckChannel(channel.id);
  return (
    <div className={classes.card} role="listitem" aria-busy={check.isPending}>
      <span className={classes.sign}>
        <ChannelGlyph kind={channel.kind} size={18} />
      </span>
      <div className={classes.about}>
        <div className={classes.name}>{channel.name}</div>
        <div className={classes.facts}>
          <span>
            {words(`channel.${channel.kind}`)} · <bdi>{channel.accountId}</bdi>
          </span>
          <span>{t(channel.distribution)}</span>
          {channel.humanAgent && <span>{t("people7")}</span>}
          <span>{t("since", { time: moment(Date.parse(channel.createdAt), serverNow()) })}</span>
        </div>
        {channel.kind !== "webchat" && <ChannelHealth health={channel.health} fault={check.error} />}
      </div>
      {onEdit && channel.kind !== "webchat" && (
        <IconButton
          icon={RefreshCw}
          label={`${t("check")}: ${channel.name}`}
          onClick={() => check.mutate()}
          disabled={check.isPending}
        />
      )}
      {onEdit && <IconButton icon={Pencil} label={t("edit", { name: channel.name })} onClick={onEdit} />}
    </div>
  );
}
