import { Button, Skeleton } from "@mantine/core";
import { CloudOff, ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useQuarantine } from "../../state/resources";
import { serverNow } from "../../state/store";
import en from "../../words/en.json";
import { exact, moment, size } from "../../words/time";
import { Empty } from "../parts/Empty";
import { PageHead } from "./PageHead";
import classes from "./Settings.module.css";

const reasons = [
  "unknown_account",
  "unknown_object",
  "bad_json",
  "bad_shape",
] as const satisfies (keyof typeof en.settings)[];

/** Webhooks that no channel could use, newest first. */
export function Quarantine() {
  const { t } = useTranslation();
  const query = useQuarantine();
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const word = (reason: string) => {
    const known = reasons.find((each) => each === reason);
    return known ? t(`settings.${known}`) : reason;
  };
  return (
    <>
      <PageHead title={t("settings.quarantine")} lead={t("settings.quarantineLead")} />
      {query.isPending && <Skeleton height={120} radius={10} />}
      {query.isError && (
        <Empty icon={CloudOff} title={t("settings.couldNot")} alert>
          <Button variant="default" onClick={() => void query.refetch()}>
            {t("list.again")}
          </Button>
        </Empty>
      )}
      {query.isSuccess && items.length === 0 && (
        <Empty icon={ShieldCheck} title={t("settings.qNone")} lead={t("settings.qNoneLead")} />
      )}
      {items.length > 0 && (
        <div className={classes.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("settings.qWhen")}</th>
                <th scope="col">{t("settings.qReason")}</th>
                <th scope="col">{t("settings.qAccount")}</th>
                <th scope="col">{t("settings.qKind")}</th>
                <th scope="col">{t("settings.qSize")}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.id}>
                  <td title={exact(Date.parse(item.at))}>{moment(Date.parse(item.at), serverNow())}</td>
                  <td>{word(item.reason)}</td>
                  <td>{item.account}</td>
                  <td>{item.kind}</td>
                  <td>{size(item.size)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {query.hasNextPage && (
        <Button
          mt={12}
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("list.older")}
        </Button>
      )}
    </>
  );
}
