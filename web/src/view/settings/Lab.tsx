import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";

import { Fault } from "../../state/resources";
import { usePreview } from "../../state/settings";
import { faultText } from "../parts/fault";
import signs from "../sign/Sign.module.css";
import { PageHead } from "./PageHead";
import classes from "./Settings.module.css";
import { Understood } from "./Understood";
import { useWords } from "./useWords";

/** Shows what a webhook's body would do, without doing it. */
export function Lab() {
  const { t, words } = useWords();
  const preview = usePreview();
  const [body, setBody] = useState("");
  const [tried, setTried] = useState(false);
  const submit = (e: FormEvent) => {
    e.preventDefault();
    setTried(true);
    if (body.trim()) preview.mutate(body);
  };
  return (
    <>
      <PageHead title={t("lab")} lead={t("labLead")} />
      <form className={classes.form} onSubmit={submit} noValidate>
        {preview.error instanceof Fault && (
          <p className={signs.wrong} role="alert">
            {faultText(words, preview.error)}
          </p>
        )}
        <Textarea
          label={t("labBody")}
          autosize
          minRows={8}
          maxRows={18}
          spellCheck={false}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
          value={body}
          onChange={(e) => setBody(e.currentTarget.value)}
          error={tried && !body.trim() && t("labEmpty")}
        />
        <div className={classes.buttons}>
          <Button size="sm" type="submit" loading={preview.isPending}>
            {t("labGo")}
          </Button>
        </div>
      </form>
      {preview.data && <Understood shape={preview.data} />}
    </>
  );
}
