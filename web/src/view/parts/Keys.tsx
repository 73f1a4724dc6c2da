import { useTranslation } from "react-i18next";

import classes from "./Keys.module.css";

const mac = typeof navigator !== "undefined" && /Mac|iP/.test(navigator.userAgent);
const signs: Readonly<Record<string, string>> = {
  mod: mac ? "⌘" : "Ctrl",
  shift: mac ? "⇧" : "Shift",
  enter: "⏎",
  escape: "Esc",
};

/** A shortcut as keys: "mod+K", or "g i" for one after the other. */
export function Keys({ of, before }: { of: string; before?: string }) {
  const { t } = useTranslation();
  return (
    <span className={classes.keys}>
      {before && <span className={classes.before}>{before}</span>}
      {of.split(" ").map((chord, i) => (
        <span key={chord} className={classes.keys}>
          {i > 0 && <span>{t("keys.then")}</span>}
          {chord.split("+").map((key) => (
            <kbd key={key} className={classes.key}>
              {signs[key.toLowerCase()] ?? key}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
