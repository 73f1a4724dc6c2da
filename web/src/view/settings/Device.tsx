import { SegmentedControl, Switch, useMantineColorScheme } from "@mantine/core";

import { setPrefs, usePrefs } from "../../state/prefs";
import { DeviceWarnings } from "./DeviceWarnings";
import { PageHead } from "./PageHead";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

/** What one person chose for this browser. */
export function Device() {
  const { t } = useWords();
  const prefs = usePrefs();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <PageHead title={t("preferences")} lead={t("preferencesLead")} />
      <div className={classes.cards}>
        <div className={classes.card}>
          <div className={classes.about} id="theme">
            {t("theme")}
          </div>
          <SegmentedControl
            aria-labelledby="theme"
            value={colorScheme}
            onChange={(value) => setColorScheme(value === "light" || value === "dark" ? value : "auto")}
            data={(["auto", "light", "dark"] as const).map((value) => ({
              value,
              label: t(`${value}`),
            }))}
          />
        </div>
        <div className={classes.card}>
          <Switch
            style={{ flex: 1 }}
            label={t("enterSends")}
            description={t("enterSendsHint")}
            labelPosition="left"
            checked={prefs.enterSends}
            onChange={(e) => setPrefs({ enterSends: e.currentTarget.checked })}
            styles={{ body: { justifyContent: "space-between" } }}
          />
        </div>
        <DeviceWarnings />
      </div>
    </>
  );
}
