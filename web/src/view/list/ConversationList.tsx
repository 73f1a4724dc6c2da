import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { listKey } from "../../state/list";
import { loadList } from "../../state/load";
import type { Query } from "../../state/model";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import classes from "./ConversationList.module.css";
import { ListEmpty } from "./ListEmpty";
import { ListHead } from "./ListHead";
import { Rows } from "./Rows";
import { RowSkeletons } from "./RowSkeletons";
import { useGathered } from "./useGathered";

const none: readonly string[] = [];

/** The list of conversations under one view and its filters. */
export function ConversationList({ query, openId }: { query: Query; openId?: string }) {
  const { t } = useTranslation();
  const key = useMemo(() => listKey(query), [query]);
  const list = useTransom((s) => s.lists[key]);

  useEffect(() => {
    void loadList(query);
  }, [query]);

  return (
    <section
      className={classes.list}
      aria-label={t("list.label")}
      aria-busy={!list || list.phase === "loading"}
    >
      <ListHead query={query} />
      {!list || list.phase === "loading" ? (
        <RowSkeletons />
      ) : list.ids.length === 0 && !list.cursor ? (
        <ListEmpty query={query} failed={list.phase === "failed" ? list.fault : undefined} />
      ) : (
        <Gathering key={key} listKey={key} openId={openId} />
      )}
    </section>
  );
}

/** The rows, held still while the person is on them. */
function Gathering({ listKey, openId }: { listKey: string; openId?: string }) {
  const live = useTransom((s) => s.lists[listKey]?.ids ?? none);
  const acted = useTransom((s) => s.acted);
  const [hovered, setHovered] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  const gathered = useGathered(live, hovered || scrolled, acted);
  // A known row that rises with a message of the customer is news as well; one that one's own answer lifts is not.
  const moved = useTransom((s) => Boolean(gathered.moved && rowOf(s, gathered.moved)?.unread));
  return (
    <Rows
      listKey={listKey}
      ids={gathered.shown}
      openId={openId}
      fresh={gathered.fresh}
      moved={moved}
      release={gathered.release}
      onHovered={setHovered}
      onScrolled={setScrolled}
    />
  );
}
