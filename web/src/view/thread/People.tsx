import { Check, UserX } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { give } from "../../state/act";
import type { Conversation, Member } from "../../state/model";
import { useMembers } from "../../state/resources";
import { useTransom } from "../../state/store";
import { Face } from "../parts/Face";
import { ListSearch, optionOf } from "../parts/ListSearch";
import { useActive } from "../parts/useActive";
import classes from "./AssignMenu.module.css";

const order = { online: 0, away: 1, offline: 2 } as const;

/** Colleagues to choose from: those who are online stand first; typing narrows the list. */
export function People({ row, onDone }: { row: Conversation; onDone: () => void }) {
  const { t } = useTranslation();
  const list = useId();
  const members = useMembers();
  const me = useTransom((s) => s.me?.member.id);
  const presence = useTransom((s) => s.presence);
  const [search, setSearch] = useState("");

  const stateOf = (m: Member) => presence[m.id]?.state ?? "offline";
  const wanted = search.trim().toLocaleLowerCase();
  const people: (Member | null)[] = members
    .filter((m) => `${m.name} ${m.email}`.toLocaleLowerCase().includes(wanted))
    .toSorted((a, b) => order[stateOf(a)] - order[stateOf(b)] || a.name.localeCompare(b.name));
  if (row.assignee && !wanted && people.length > 0) people.push(null);
  const { at, move } = useActive(
    people.map((m) => m?.id ?? ""),
    search,
  );

  const choose = (index: number) => {
    const person = people[index];
    if (person === undefined) return;
    onDone();
    if (person?.id !== row.assignee?.userId || !person) void give(row.id, person && { userId: person.id });
  };

  return (
    <>
      <ListSearch
        value={search}
        onType={setSearch}
        label={t("act.findPerson")}
        list={list}
        count={people.length}
        at={at}
        onMove={move}
        onEnter={() => choose(at)}
      />
      <div id={list} role="listbox" aria-label={t("act.assignTo")} className={classes.people}>
        {people.map((m, index) => (
          // The keyboard is in the search field above, which says which option is active.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={m?.id ?? ""}
            id={optionOf(list, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classes.person}
            onPointerMove={() => index !== at && move(index)}
            onClick={() => choose(index)}
          >
            {m ? (
              <Face name={m.name || m.email} size={24} presence={stateOf(m)} square />
            ) : (
              <UserX size={20} aria-hidden />
            )}
            <span className={classes.name}>
              {!m ? t("act.nobody") : m.id === me ? t("act.you", { name: m.name }) : m.name || m.email}
            </span>
            {m && row.assignee?.userId === m.id ? (
              <Check size={15} aria-hidden />
            ) : (
              m && <span className={classes.state}>{t(`presence.${stateOf(m)}`)}</span>
            )}
          </div>
        ))}
        {people.length === 0 && <div className={classes.person}>{t("act.noPerson")}</div>}
      </div>
    </>
  );
}
