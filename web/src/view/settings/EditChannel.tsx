import { PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";

import type { Channel } from "../../state/model";
import { useUpdateChannel } from "../../state/resources";
import { ChannelForm } from "./ChannelForm";
import { PolicyFields, type Policy } from "./PolicyFields";
import { useWords } from "./useWords";

export function EditChannel({ channel, onDone }: { channel: Channel; onDone: () => void }) {
  const { t } = useWords();
  const update = useUpdateChannel(channel.id);
  const [name, setName] = useState(channel.name);
  const [accessToken, setAccessToken] = useState("");
  const [policy, setPolicy] = useState<Policy>(channel);

  const submit = () => {
    if (!name.trim()) return;
    const { newConversationStatus, distribution, onExpiry } = policy;
    const secret = accessToken.trim() ? { accessToken: accessToken.trim() } : {};
    const settings = { name: name.trim(), newConversationStatus, distribution, onExpiry, ...secret };
    update.mutate(settings, { onSuccess: onDone });
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
      <TextInput
        label={t("name")}
        data-autofocus
        autoComplete="off"
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        error={!name.trim() && t("required")}
      />
      <PasswordInput
        label={t("token")}
        description={t("tokenReplace")}
        autoComplete="off"
        value={accessToken}
        onChange={(e) => setAccessToken(e.currentTarget.value)}
      />
      <PolicyFields policy={policy} onChange={setPolicy} />
    </ChannelForm>
  );
}
