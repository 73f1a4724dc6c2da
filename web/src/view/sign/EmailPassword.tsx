import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { enter, type Fault } from "../../state/session";
import { faultText } from "../parts/fault";
import { Frame } from "./Frame";
import classes from "./Sign.module.css";

interface Props {
  onNewPassword: (step: { email: string; session: string }) => void;
}

export function EmailPassword({ onNewPassword }: Props) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);

  const submit = async (e: FormEvent) => {
    e.preventDefault();
    setTried(true);
    if (!email || !password || busy) return;
    setBusy(true);
    setFault(undefined);
    const entry = await enter(email, password);
    setBusy(false);
    if (entry.kind === "no") setFault(entry.fault);
    if (entry.kind === "newPassword") onNewPassword({ email, session: entry.session });
  };

  return (
    <Frame title={t("sign.title")} lead={t("sign.lead")}>
      <form onSubmit={(e) => void submit(e)} noValidate style={{ display: "contents" }}>
        {fault && (
          <p className={classes.wrong} role="alert">
            {faultText(t, fault)}
          </p>
        )}
        <TextInput
          label={t("sign.email")}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={(e) => setEmail(e.currentTarget.value)}
          error={tried && !email && t("sign.emailMissing")}
        />
        <PasswordInput
          label={t("sign.password")}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          error={tried && !password && t("sign.passwordMissing")}
        />
        <Button type="submit" size="sm" loading={busy}>
          {t("sign.go")}
        </Button>
      </form>
    </Frame>
  );
}
