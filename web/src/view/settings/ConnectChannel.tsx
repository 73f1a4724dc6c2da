import { PasswordInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";

import { useConnectChannel } from "../../state/resources";
import { ChannelForm } from "./ChannelForm";
import { PolicyFields, usualPolicy } from "./PolicyFields";
import { useWords } from "./useWords";

/** Connects an account: which one, what it is called, and the secret to speak for it. */
export function ConnectChannel({ onDone }: { onDone: () => void }) {
  const { t, words } = useWords();
  const connect = useConnectChannel();
  const [accountId, setAccountId] = useState("");
  const [name, setName] = useState("");
  const [accessToken, setAccessToken] = useState("");
  const [policy, setPolicy] = useState(usualPolicy);
  const [tried, setTried] = useState(false);
  const required = (value: string) => tried && !value.trim() && t("required");

  const submit = () => {
    setTried(true);
    if (!accountId.trim() || !name.trim()) return;
    const secret = accessToken.trim() ? { accessToken: accessToken.trim() } : {};
    const account = { kind: "whatsapp" as const, accountId: accountId.trim(), name: name.trim() };
    connect.mutate({ ...account, ...policy, ...secret }, { onSuccess: onDone });
  };

  return (
    <ChannelForm
      title={t("connect")}
      go={t("connectGo")}
      busy={connect.isPending}
      error={connect.error}
      onSubmit={submit}
      onDone={onDone}
    >
      <Select
        label={t("kind")}
        allowDeselect={false}
        data={[{ value: "whatsapp", label: words("channel.whatsapp") }]}
        value="whatsapp"
      />
      <TextInput
        label={t("accountId")}
        description={t("accountIdHint")}
        data-autofocus
        autoComplete="off"
        value={accountId}
        onChange={(e) => setAccountId(e.currentTarget.value)}
        error={required(accountId)}
      />
      <TextInput
        label={t("name")}
        description={t("nameHint")}
        autoComplete="off"
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        error={required(name)}
      />
      <PasswordInput
        label={t("token")}
        description={t("tokenHint")}
        autoComplete="off"
        value={accessToken}
        onChange={(e) => setAccessToken(e.currentTarget.value)}
      />
      <PolicyFields policy={policy} onChange={setPolicy} />
    </ChannelForm>
  );
}
