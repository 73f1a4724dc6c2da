import { PasswordInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useConnectChannel } from "../../state/resources";
import { ChannelForm } from "./ChannelForm";
import { PolicyFields, usualPolicy } from "./PolicyFields";

/** Connects an account: which one, what it is called, and the secret to speak for it. */
export function ConnectChannel({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const connect = useConnectChannel();
  const [accountId, setAccountId] = useState("");
  const [name, setName] = useState("");
  const [accessToken, setAccessToken] = useState("");
  const [policy, setPolicy] = useState(usualPolicy);
  const [tried, setTried] = useState(false);
  const required = (value: string) => tried && !value.trim() && t("settings.required");

  const submit = () => {
    setTried(true);
    if (!accountId.trim() || !name.trim()) return;
    const secret = accessToken.trim() ? { accessToken: accessToken.trim() } : {};
    const account = { kind: "whatsapp" as const, accountId: accountId.trim(), name: name.trim() };
    connect.mutate({ ...account, ...policy, ...secret }, { onSuccess: onDone });
  };

  return (
    <ChannelForm
      title={t("settings.connect")}
      go={t("settings.connectGo")}
      busy={connect.isPending}
      error={connect.error}
      onSubmit={submit}
      onDone={onDone}
    >
      <Select
        label={t("settings.kind")}
        allowDeselect={false}
        data={[{ value: "whatsapp", label: t("channel.whatsapp") }]}
        value="whatsapp"
      />
      <TextInput
        label={t("settings.accountId")}
        description={t("settings.accountIdHint")}
        data-autofocus
        autoComplete="off"
        value={accountId}
        onChange={(e) => setAccountId(e.currentTarget.value)}
        error={required(accountId)}
      />
      <TextInput
        label={t("settings.name")}
        description={t("settings.nameHint")}
        autoComplete="off"
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        error={required(name)}
      />
      <PasswordInput
        label={t("settings.token")}
        description={t("settings.tokenHint")}
        autoComplete="off"
        value={accessToken}
        onChange={(e) => setAccessToken(e.currentTarget.value)}
      />
      <PolicyFields policy={policy} onChange={setPolicy} />
    </ChannelForm>
  );
}
