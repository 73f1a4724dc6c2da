import { PasswordInput, SegmentedControl, Switch, TextInput } from "@mantine/core";

import type { Account } from "./account";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

interface Props {
  account: Account;
  set: (part: Partial<Account>) => void;
  /** Which account it is can only be said when it is connected. */
  fresh: boolean;
  /** Somebody tried to go on: what is missing is marked. */
  tried: boolean;
}

/** Which account it is, and the secret to speak for it. */
export function AccountFields({ account, set, fresh, tried }: Props) {
  const { t } = useWords();
  const { kind } = account;
  const missing = (value: string) => tried && !value.trim() && t("required");
  return (
    <>
      {fresh && kind !== "webchat" && (
        <TextInput
          label={t(`id_${kind}`)}
          description={t(`idHint_${kind}`)}
          data-autofocus
          autoComplete="off"
          value={account.accountId}
          onChange={(e) => set({ accountId: e.currentTarget.value })}
          error={missing(account.accountId)}
        />
      )}
      <TextInput
        label={t("name")}
        description={fresh ? t("nameHint") : undefined}
        data-autofocus={!fresh || kind === "webchat" || undefined}
        autoComplete="off"
        value={account.name}
        onChange={(e) => set({ name: e.currentTarget.value })}
        error={missing(account.name)}
      />
      {kind === "instagram" && (
        <div>
          <div className={classes.fieldLabel} id="login">
            {t("login")}
          </div>
          <SegmentedControl
            aria-labelledby="login"
            fullWidth
            value={account.login}
            onChange={(value) => set({ login: value === "instagram" ? "instagram" : "facebook" })}
            data={[
              { value: "facebook", label: t("loginFacebook") },
              { value: "instagram", label: t("loginInstagram") },
            ]}
          />
        </div>
      )}
      {(kind === "whatsapp" || (kind === "instagram" && account.login === "facebook")) && (
        <TextInput
          label={t(`holder_${kind}`)}
          description={t(`holderHint_${kind}`)}
          autoComplete="off"
          value={account.holderId}
          onChange={(e) => set({ holderId: e.currentTarget.value })}
        />
      )}
      {kind !== "webchat" && (
        <PasswordInput
          label={t("token")}
          description={fresh ? t("tokenHint") : t("tokenReplace")}
          autoComplete="off"
          value={account.accessToken}
          onChange={(e) => set({ accessToken: e.currentTarget.value })}
        />
      )}
      {(kind === "messenger" || kind === "instagram") && (
        <Switch
          label={t("humanAgent")}
          description={t("humanAgentHint")}
          checked={account.humanAgent}
          onChange={(e) => set({ humanAgent: e.currentTarget.checked })}
        />
      )}
    </>
  );
}
