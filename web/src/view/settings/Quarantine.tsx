import { Button, Skeleton } from "@mantine/core";
import { CloudOff, ShieldCheck } from "lucide-react";

import { useQuarantine } from "../../state/resources";
import { Empty } from "../parts/Empty";
import { PageHead } from "./PageHead";
import { QuarantineRow } from "./QuarantineRow";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

/** Webhooks that no channel could use, newest first. */
export function Quarantine() {
  const { t, words } = useWords();
  const query = useQuarantine();
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
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
                <th scope="col">
                  <span className={classes.hiddenText}>{t("show")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <QuarantineRow key={item.id} item={item} />
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
