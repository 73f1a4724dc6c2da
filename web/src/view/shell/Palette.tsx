import "@mantine/spotlight/styles.css";

import { createSpotlight, Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Command, Group } from "../app/command";
import { setUi } from "../app/ui";
import { Keys } from "../parts/Keys";
import { useFocusBack } from "../parts/useFocusBack";
import classes from "./Palette.module.css";

const groups: readonly Group[] = ["conversation", "go", "list", "screen"];
const [store, palette] = createSpotlight();

/** Every action by name, each with its key. */
export function Palette({ commands }: { commands: readonly Command[] }) {
  const { t } = useTranslation();
  useFocusBack();
  useEffect(() => palette.open(), []);
  const actions = useMemo<SpotlightActionGroupData[]>(
    () =>
      groups
        .map((group) => ({
          group: t(`palette.${group}`),
          actions: commands
            .filter((command) => command.group === group && !command.sheetOnly && !command.off)
            .map((command) => ({
              id: command.id,
              label: command.label,
              rightSection: command.keys && <Keys of={command.keys.split("|")[0] ?? ""} />,
              // The palette gives the focus back first; then the action may take it.
              onClick: () => setTimeout(command.run, 0),
            })),
        }))
        .filter((group) => group.actions.length > 0),
    [commands, t],
  );
  return (
    <Spotlight
      store={store}
      actions={actions}
      shortcut={null}
      nothingFound={t("palette.none")}
      searchProps={{ placeholder: t("palette.placeholder"), "aria-label": t("palette.placeholder") }}
      onSpotlightClose={() => setUi({ palette: false })}
      classNames={{ content: classes.root, search: classes.search, actionsGroup: classes.group }}
      transitionProps={{ duration: 80 }}
      overlayProps={{ backgroundOpacity: 0.25, blur: 0 }}
      attributes={{ content: { "aria-label": t("palette.open") } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      scrollable
      maxHeight={420}
    />
  );
}
