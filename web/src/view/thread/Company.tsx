import { Eye, PenLine } from "lucide-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useClock } from "../../state/clock";
import { CUSTOMER } from "../../state/frame";
import type { State } from "../../state/model";
import { now as state, useMany, useTransom } from "../../state/store";
import { useNames } from "../parts/names";
import classes from "./Company.module.css";

const none = {};

/** Which colleagues look at this conversation too, and who of them is typing. */
export function Company({ id }: { id: string }) {
  const { t } = useTranslation();
  const names = useNames();
  const viewing = useMany(useCallback((s: State) => viewersOf(s, id), [id]));
  const there = useTransom((s) => s.typing[id] ?? none);
  const typists = useClock(() => typistsOf(there).join(" "))
    .split(" ")
    .filter(Boolean);
  const name = (user: string): string => (user === CUSTOMER ? t("thread.customer") : names.name(user));
  const looking = viewing.filter((user) => !typists.includes(user));
  return (
    <div className={classes.company} role="status">
      {typists.length > 0 && (
        <span className={classes.typing}>
          <PenLine size={12} aria-hidden />{" "}
          {t("thread.typing", { count: typists.length, names: listed(typists, name) })}
        </span>
      )}
      {looking.length > 0 && (
        <span>
          <Eye size={12} aria-hidden />{" "}
          {t("thread.viewing", { count: looking.length, names: listed(looking, names.name) })}
        </span>
      )}
    </div>
  );
}

function viewersOf(s: State, id: string): string[] {
  return Object.values(s.presence)
    .filter((p) => p.userId !== s.me?.member.id && p.viewing?.includes(id))
    .map((p) => p.userId);
}

function typistsOf(there: Readonly<Record<string, number>>): string[] {
  const present = Date.now();
  const here = state().presence;
  return Object.entries(there)
    .filter(([user, until]) => until > present && (user === CUSTOMER || here[user]))
    .map(([user]) => user);
}

function listed(ids: readonly string[], name: (id: string) => string): string {
  return new Intl.ListFormat(navigator.language).format(ids.map(name));
}
