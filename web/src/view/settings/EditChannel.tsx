import { Divider } from "@mantine/core";
import { useState } from "react";

import type { Channel } from "../../state/model";
import { useUpdateChannel } from "../../state/resources";
import { type Account, accountOf, badOrigin, complete, settingsOf } from "./account";
import { AccountFields } from "./AccountFields";
import { ChannelForm } from "./ChannelForm";
import { Embedding } from "./Embedding";
import { PolicyFields } from "./PolicyFields";
import { useWords } from "./useWords";
import { WidgetFields } from "./WidgetFields";

export function EditChannel({ channel, onDone }: { channel: Channel; onDone: () => void }) {
  const { t } = useWords();
  const update = useUpdateChannel(channel.id);
  const [account, setAccount] = useState<Account>(() => accountOf(channel));
  const set = (part: Partial<Account>) => setAccount({ ...account, ...part });
  const submit = () => {
    if (!complete(account) || badOrigin(account.widget.origins) !== undefined) return;
    update.mutate(settingsOf(account), { onSuccess: onDone });
  };
  return (
    <ChannelForm
      title={t("edit", { name: channel.name })}
      go={t("save")}
      busy={update.isPending}
      error={update.error}
      onSubmit={submit}
      onDone={onDone}
    >
      <AccountFields account={account} set={set} fresh={false} tried />
      {channel.kind === "webchat" && (
        <>
          <WidgetFields widget={account.widget} onChange={(widget) => set({ widget })} />
          <Divider />
          <Embedding channel={channel} />
          <Divider />
        </>
      )}
      <PolicyFields
        policy={account.policy}
        windowed={channel.kind !== "webchat"}
        onChange={(policy) => set({ policy })}
      />
    </ChannelForm>
  );
}
