import { Button, Skeleton } from "@mantine/core";
import { CloudOff, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { Empty } from "../parts/Empty";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

interface Props<T> {
  /** A list that is read page by page. */
  query: {
    data?: { pages: readonly { items: readonly T[] }[] };
    isPending: boolean;
    isError: boolean;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    refetch: () => unknown;
    fetchNextPage: () => unknown;
  };
  empty: { icon: LucideIcon; title: string; lead: string };
  columns: readonly string[];
  /** The name of the last column, which holds the row's button; read out only. */
  action: string;
  renderRow: (item: T) => ReactNode;
}

/** A table that grows by pages, with its waiting, failed and empty states. */
export function Paged<T>({ query, empty, columns, action, renderRow }: Props<T>) {
  const { t, words } = useWords();
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      {query.isPending && <Skeleton height={120} radius={10} />}
      {query.isError && (
        <Empty icon={CloudOff} title={t("couldNot")} alert>
          <Button variant="default" onClick={() => void query.refetch()}>
            {words("list.again")}
          </Button>
        </Empty>
      )}
      {items?.length === 0 && <Empty {...empty} />}
      {items && items.length > 0 && (
        <div className={classes.table}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
                <th scope="col">
                  <span className={classes.hiddenText}>{action}</span>
                </th>
              </tr>
            </thead>
            <tbody>{items.map(renderRow)}</tbody>
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
