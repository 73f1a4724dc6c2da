import { Button, Skeleton } from "@mantine/core";
import { useState } from "react";

import type { Quarantined } from "../../state/model";
import { Fault } from "../../state/resources";
import { usePreview, useQuarantined, useReplay } from "../../state/settings";
import { serverNow } from "../../state/store";
import { exact, moment, size } from "../../words/time";
import type settings from "../../words/settings.json";
import { faultText } from "../parts/fault";
import { Json } from "./Json";
import classes from "./Settings.module.css";
import { Understood } from "./Understood";
import { useWords } from "./useWords";

const reasons = [
  "unknown_account",
  "unknown_object",
  "bad_json",
  "bad_shape",
] as const satisfies (keyof typeof settings)[];

/** One body that could not be used; opened, it shows what came and can be tried again. */
export function QuarantineRow({ item }: { item: Quarantined }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const known = reasons.find((each) => each === item.reason);
  return (
    <>
      <tr>
        <td title={exact(Date.parse(item.at))}>{moment(Date.parse(item.at), serverNow())}</td>
        <td>{known ? t(known) : item.reason}</td>
        <td>{item.account}</td>
        <td>{item.kind}</td>
        <td>{size(item.size)}</td>
        <td>
          <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t("hide") : t("show")}
          </Button>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={6} className={classes.opened}>
            <Body id={item.id} />
          </td>
        </tr>
      )}
    </>
  );
}

function Body({ id }: { id: string }) {
  const { t, words } = useWords();
  const query = useQuarantined(id);
  const preview = usePreview();
  const replay = useReplay(id);
  const fault = query.error ?? preview.error ?? replay.error;
  if (query.isPending) return <Skeleton height={80} radius={8} />;
  return (
    <>
      {fault instanceof Fault && <p role="alert">{faultText(words, fault)}</p>}
      {query.data && (
        <>
          <Json value={query.data.body} label={t("qBody")} />
          <div className={classes.buttons}>
            <Button
              size="xs"
              variant="default"
              loading={preview.isPending}
              onClick={() => preview.mutate(query.data.body)}
            >
              {t("qTry")}
            </Button>
            <Button size="xs" loading={replay.isPending} onClick={() => replay.mutate()}>
              {t("qReplay")}
            </Button>
          </div>
        </>
      )}
      {replay.data && <p role="status">{replay.data.done ? t("qReplayed") : t("qStill")}</p>}
      {preview.data && <Understood shape={preview.data} />}
    </>
  );
}
