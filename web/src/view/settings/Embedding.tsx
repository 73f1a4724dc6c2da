import { Button, CopyButton } from "@mantine/core";
import { useState } from "react";

import type { Channel } from "../../state/model";
import { Fault } from "../../state/resources";
import { useWidgetSecret } from "../../state/settings";
import { faultText } from "../parts/fault";
import signs from "../sign/Sign.module.css";
import { Json } from "./Json";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

/** How a web chat gets into a page: its script tag, and the secret that signs who visitors are. */
export function Embedding({ channel }: { channel: Channel }) {
  const { t, words } = useWords();
  const secret = useWidgetSecret(channel.id);
  const [sure, setSure] = useState(false);
  const tag = `<script src="${window.location.origin}/widget.js" data-channel="${channel.accountId}" async></script>`;
  return (
    <>
      <Copyable label={t("snippet")} value={tag} />
      {secret.data ? (
        <Copyable label={t("secret")} hint={t("secretHint")} value={secret.data.secret} />
      ) : (
        <div>
          <div className={classes.fieldLabel}>{t("secret")}</div>
          <div className={classes.fieldHint}>{sure ? t("secretSure") : t("secretHint")}</div>
          {secret.error instanceof Fault && (
            <p className={signs.wrong} role="alert">
              {faultText(words, secret.error)}
            </p>
          )}
          <Button
            size="xs"
            variant="default"
            color={sure ? "red" : undefined}
            loading={secret.isPending}
            onClick={() => (sure ? secret.mutate() : setSure(true))}
          >
            {t("secretNew")}
          </Button>
        </div>
      )}
    </>
  );
}

function Copyable({ label, hint, value }: { label: string; hint?: string; value: string }) {
  const { t } = useWords();
  return (
    <div>
      <div className={classes.fieldLabel}>{label}</div>
      {hint && <div className={classes.fieldHint}>{hint}</div>}
      <Json value={value} label={label} />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" onClick={copy}>
            {copied ? t("copied") : t("copy")}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
