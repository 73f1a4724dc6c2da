import { Switch } from "@mantine/core";
import { useState } from "react";

import { setPrefs, usePrefs } from "../../state/prefs";
import { permission, sound } from "../shell/alarm";
import classes from "./Settings.module.css";
import { useWords } from "./useWords";

const apart = { body: { justifyContent: "space-between" } } as const;

/** How this browser tells of windows that close soon. Both are off until asked for. */
export function DeviceWarnings() {
  const { t } = useWords();
  const prefs = usePrefs();
  const [allowed, setAllowed] = useState(permission);
  const ask = async (on: boolean) => {
    // The browser asks the person here and only here, at their own click.
    const answer = on && allowed === "default" ? await Notification.requestPermission() : allowed;
    setAllowed(answer);
    setPrefs({ warnDesktop: on && answer === "granted" });
  };
  return (
    <>
      <div className={classes.card}>
        <Switch
          style={{ flex: 1 }}
          label={t("warnSound")}
          description={t("warnSoundHint")}
          labelPosition="left"
          checked={prefs.warnSound}
          onChange={(e) => {
            setPrefs({ warnSound: e.currentTarget.checked });
            if (e.currentTarget.checked) void sound();
          }}
          styles={apart}
        />
      </div>
      <div className={classes.card}>
        <Switch
          style={{ flex: 1 }}
          label={t("warnDesktop")}
          description={t(
            allowed === "denied"
              ? "warnDesktopDenied"
              : allowed === "missing"
                ? "warnDesktopMissing"
                : "warnDesktopHint",
          )}
          labelPosition="left"
          disabled={allowed === "denied" || allowed === "missing"}
          checked={prefs.warnDesktop && allowed === "granted"}
          onChange={(e) => void ask(e.currentTarget.checked)}
          styles={apart}
        />
      </div>
    </>
  );
}
