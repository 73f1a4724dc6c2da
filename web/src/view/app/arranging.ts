import { useMantineColorScheme } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { setPrefs, usePrefs } from "../../state/prefs";
import type { Command } from "./command";
import { setUi } from "./ui";

/** The actions on the screen itself. */
export function useArranging(): Command[] {
  const { t } = useTranslation();
  const prefs = usePrefs();
  const { toggleColorScheme } = useMantineColorScheme();
  return useMemo(() => {
    const enlarged = !prefs.list && !prefs.views && !prefs.contact;
    const enlarge = () => setPrefs({ list: enlarged, views: enlarged, contact: enlarged });
    return [
      {
        id: "palette",
        group: "screen",
        label: t("keys.palette"),
        keys: "mod+k",
        sheetOnly: true,
        run: () => setUi({ palette: true }),
      },
      { id: "sheet", group: "screen", label: t("keys.sheet"), keys: "?", run: () => setUi({ sheet: true }) },
      {
        id: "contact",
        group: "screen",
        label: t("keys.toggleContact"),
        keys: "i",
        run: () => setPrefs({ contact: !prefs.contact }),
      },
      {
        id: "views",
        group: "screen",
        label: t("keys.toggleViews"),
        keys: "v",
        run: () => setPrefs({ views: !prefs.views }),
      },
      { id: "enlarge", group: "screen", label: t("keys.enlarge"), keys: "f", run: enlarge },
      { id: "theme", group: "screen", label: t("keys.theme"), run: toggleColorScheme },
    ];
  }, [t, prefs, toggleColorScheme]);
}
