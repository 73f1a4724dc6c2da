import { useState } from "react";

import { useConnectChannel } from "../../state/resources";
import { type Account, badOrigin, blank, complete, newChannelOf } from "./account";
import { AccountFields } from "./AccountFields";
import { ChannelForm } from "./ChannelForm";
import { Connected } from "./Connected";
import { KindChoice } from "./KindChoice";
import { PolicyFields } from "./PolicyFields";
import { useWords } from "./useWords";
import { WidgetFields } from "./WidgetFields";

/** Connects an account: which kind, which one, what it is called, and the secret to speak for it. */
export function ConnectChannel({ onDone }: { onDone: () => void }) {
  const { t, words } = useWords();
  const connect = useConnectChannel();
  const [account, setAccount] = useState<Account>();
  const [tried, setTried] = useState(false);
  if (!account) return <KindChoice onChoose={(kind) => setAccount(blank(kind))} onDone={onDone} />;
  // A web chat is of use once its script is in a page, so that comes next.
  if (connect.data && account.kind === "webchat") return <Connected channel={connect.data} onDone={onDone} />;

  const set = (part: Partial<Account>) => setAccount({ ...account, ...part });
  const submit = () => {
    setTried(true);
    if (!complete(account) || badOrigin(account.widget.origins) !== undefined) return;
    connect.mutate(newChannelOf(account), {
      onSuccess: () => account.kind !== "webchat" && onDone(),
    });
  };
  return (
    <ChannelForm
      title={`${t("connect")} · ${words(`channel.${account.kind}`)}`}
      go={t("connectGo")}
      busy={connect.isPending}
      error={connect.error}
      onSubmit={submit}
      onBack={() => setAccount(undefined)}
      onDone={onDone}
    >
      <AccountFields account={account} set={set} fresh tried={tried} />
      {account.kind === "webchat" && (
        <WidgetFields widget={account.widget} onChange={(widget) => set({ widget })} />
      )}
      <PolicyFields
        policy={account.policy}
        windowed={account.kind !== "webchat"}
        onChange={(policy) => set({ policy })}
      />
    </ChannelForm>
  );
}
