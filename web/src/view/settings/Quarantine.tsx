import { Button, Skeleton } from "@mantine/core";
import { CloudOff, ShieldCheck } from "lucide-react";

import { useQuarantine } from "../../state/resources";
import { serverNow } from "../../state/store";
import type settings from "../../words/settings.json";
import { exact, moment, size } from "../../words/time";
import { Empty } from "../parts/Empty";
import { PageHead } from "./PageHead";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

const reasons = [
  "unknown_account",
  "unknown_object",
  "bad_json",
  "bad_shape",
] as const satisfies (keyof typeof settings)[];

/** Webhooks that no channel could use, newest first. */
export function Quarantine() {
  const { t, words } = useWords();
  const query = useQuarantine();
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const word = (reason: string) => {
    const known = reasons.find((each) => each === reason);
    return known ? t(`${known}`) : reason;
  };
  return (
    <>
      <PageHead title={t("quarantine")} lead={t("quarantineLead")} />
      {query.isPending && <Skeleton height={120} radius={10} />}
      {query.isError && (
        <Empty icon={CloudOff} title={t("couldNot")} alert>
          <Button variant="default" onClick={() => void query.refetch()}>
            {words("list.again")}
          </Button>
        </Empty>
      )}
      {query.isSuccess && items.length === 0 && (
        <Empty icon={ShieldCheck} title={t("qNone")} lead={t("qNoneLead")} />
      )}
      {items.length > 0 && (
        <div className={classes.table}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("qWhen")}</th>
                <th scope="col">{t("qReason")}</th>
                <th scope="col">{t("qAccount")}</th>
                <th scope="col">{t("qKind")}</th>
                <th scope="col">{t("qSize")}</th>
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
          {words("list.older")}
        </Button>
      )}
    </>
  );
}
