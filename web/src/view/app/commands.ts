import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import * as act from "../../state/act";
import { rowOf } from "../../state/rows";
import { useTransom } from "../../state/store";
import { useAnswers } from "./answering";
import { useArranging } from "./arranging";
import { useBeginning } from "./beginning";
import type { Command } from "./command";
import { useGo, useListQuery, useOpenId } from "./nav";
import { screen, setUi } from "./ui";

/** The orders of a list, one after the other. */
const nextSort = { newest: "oldest", oldest: "deadline", deadline: "newest" } as const;

/** Every action; those marked off do not fit at this moment. */
export function useCommands(): Command[] {
  return [
    ...useGoing(),
    ...useListing(),
    ...useConversing(),
    ...useAnswers(),
    ...useBeginning(),
    ...useArranging(),
  ];
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
      { id: "closing", group: "go", label: t("keys.goClosing"), keys: "g w", run: () => go.view("closing") },
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
        run: () => go.filter({ sort: nextSort[query.sort] }),
      },
    ],
    [t, go, query],
  );
}

function useConversing(): Command[] {
  const { t } = useTranslation();
  const go = useGo();
  const id = useOpenId() ?? "";
  const status = useTransom((s) => rowOf(s, id)?.status);
  return useMemo(() => {
    const on = (label: string, keys: string, run: () => void, part: Partial<Command> = {}): Command => ({
      id: label,
      group: "conversation",
      label,
      keys,
      run,
      off: !status,
      ...part,
    });
    const back = () => {
      go.shut();
      screen.focusList();
    };
    return [
      on(t("keys.reply"), "r", () => screen.compose("reply")),
      on(t("keys.note"), "n", () => screen.compose("note")),
      on(t("keys.take"), "m", () => void act.take(id)),
      on(t("keys.assign"), "a", () => setUi({ menu: "assign" })),
      on(t("keys.close_"), "e", () => void act.close(id), { off: !status || status === "closed" }),
      on(t("keys.reopen"), "o", () => void act.reopen(id), { off: !status || status === "open" }),
      on(t("keys.label"), "l", () => setUi({ menu: "label" })),
      on(t("keys.snooze"), "s", () => setUi({ menu: "snooze" }), { off: !status || status === "closed" }),
      on(t("keys.back"), "Escape", back, { sheetOnly: true, off: !id }),
    ];
  }, [id, status, t, go]);
}
