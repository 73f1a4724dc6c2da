import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import * as act from "../../state/act";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import { useArranging } from "./arranging";
import type { Shortcut } from "./keys";
import { useGo, useListQuery, useOpenId } from "./nav";
import { screen, setUi } from "./ui";

export type Group = "go" | "list" | "conversation" | "screen";

/** One action of the product: in the palette, on the sheet and under its key. */
export interface Command extends Shortcut {
  id: string;
  group: Group;
  label: string;
  /** Only listed on the sheet: the key does it, choosing it from a palette would not make sense. */
  sheetOnly?: boolean;
}

/** Every action that can be done at this moment. */
export function useCommands(): Command[] {
  return [...useGoing(), ...useListing(), ...useConversing(), ...useArranging()];
}

function useGoing(): Command[] {
  const { t } = useTranslation();
  const go = useGo();
  return useMemo(
    () => [
      { id: "all", group: "go", label: t("keys.goAll"), keys: "g i", run: () => go.view("all") },
      { id: "mine", group: "go", label: t("keys.goMine"), keys: "g m", run: () => go.view("mine") },
      {
        id: "unassigned",
        group: "go",
        label: t("keys.goUnassigned"),
        keys: "g u",
        run: () => go.view("unassigned"),
      },
      {
        id: "assigned",
        group: "go",
        label: t("keys.goAssigned"),
        keys: "g a",
        run: () => go.view("assigned"),
      },
      { id: "pending", group: "go", label: t("keys.goPending"), keys: "g p", run: () => go.view("pending") },
      { id: "closed", group: "go", label: t("keys.goClosed"), keys: "g c", run: () => go.view("closed") },
      { id: "settings", group: "go", label: t("keys.goSettings"), keys: "g s", run: go.settings },
    ],
    [t, go],
  );
}

function useListing(): Command[] {
  const { t } = useTranslation();
  const go = useGo();
  const query = useListQuery();
  return useMemo(
    () => [
      { id: "next", group: "list", label: t("keys.next"), keys: "j|ArrowDown", run: () => screen.move(1) },
      {
        id: "previous",
        group: "list",
        label: t("keys.previous"),
        keys: "k|ArrowUp",
        run: () => screen.move(-1),
      },
      {
        id: "open",
        group: "list",
        label: t("keys.openRow"),
        keys: "Enter",
        sheetOnly: true,
        run: screen.focusList,
      },
      {
        id: "unanswered",
        group: "list",
        label: t("keys.unanswered"),
        keys: "u",
        run: () => go.filter({ unanswered: query.unanswered ? undefined : true }),
      },
      {
        id: "sort",
        group: "list",
        label: t("keys.sort"),
        run: () => go.filter({ sort: query.sort === "oldest" ? undefined : "oldest" }),
      },
    ],
    [t, go, query],
  );
}

function useConversing(): Command[] {
  const { t } = useTranslation();
  const go = useGo();
  const id = useOpenId();
  const status = useTransom((s) => (id ? rowOf(s, id)?.status : undefined));
  return useMemo(() => {
    if (!id || !status) return [];
    const back = () => {
      go.shut();
      screen.focusList();
    };
    const all: (Command | false)[] = [
      {
        id: "reply",
        group: "conversation",
        label: t("keys.reply"),
        keys: "r",
        run: () => screen.compose("reply"),
      },
      {
        id: "note",
        group: "conversation",
        label: t("keys.note"),
        keys: "n",
        run: () => screen.compose("note"),
      },
      { id: "take", group: "conversation", label: t("keys.take"), keys: "m", run: () => void act.take(id) },
      {
        id: "assign",
        group: "conversation",
        label: t("keys.assign"),
        keys: "a",
        run: () => setUi({ menu: "assign" }),
      },
      status !== "closed" && {
        id: "close",
        group: "conversation",
        label: t("keys.close_"),
        keys: "e",
        run: () => void act.close(id),
      },
      status !== "open" && {
        id: "reopen",
        group: "conversation",
        label: t("keys.reopen"),
        keys: "o",
        run: () => void act.reopen(id),
      },
      {
        id: "snooze",
        group: "conversation",
        label: t("keys.snooze"),
        keys: "s",
        run: () => setUi({ menu: "snooze" }),
      },
      {
        id: "back",
        group: "conversation",
        label: t("keys.back"),
        keys: "Escape",
        sheetOnly: true,
        run: back,
      },
    ];
    return all.filter((command) => command !== false);
  }, [id, status, t, go]);
}
