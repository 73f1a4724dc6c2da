import { Button, PasswordInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { enterWithNewPassword, type Fault } from "../../state/session";
import { faultText } from "../parts/fault";
import { Frame } from "./Frame";
import classes from "./Sign.module.css";

/** The shortest password that sign-in takes, in characters. */
const SHORTEST = 8;

export function NewPassword({ email, session, back }: { email: string; session: string; back: () => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);

  const submit = async (e: FormEvent) => {
    e.preventDefault();
    setTried(true);
    if (password.length < SHORTEST || busy) return;
    setBusy(true);
    setFault(undefined);
    const entry = await enterWithNewPassword(email, session, password);
    setBusy(false);
    if (entry.kind === "no") setFault(entry.fault);
  };

  return (
    <Frame title={t("sign.newTitle")} lead={t("sign.newLead")}>
      <form onSubmit={(e) => void submit(e)} noValidate style={{ display: "contents" }}>
        {fault && (
          <p className={classes.wrong} role="alert">
            {faultText(t, fault)}
          </p>
        )}
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label={t("sign.newPassword")}
          description={t("sign.newHint")}
          name="new-password"
          autoComplete="new-password"
          autoFocus
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          error={tried && password.length < SHORTEST && t("sign.passwordShort")}
        />
        <Button type="submit" size="sm" loading={busy}>
          {t("sign.newGo")}
        </Button>
        <button type="button" className={classes.back} onClick={back}>
          {t("sign.back")}
        </button>
      </form>
    </Frame>
  );
}
