import { useTranslation } from "react-i18next";

import { add } from "../../words/i18n";
import settings from "../../words/settings.json";

add("settings", settings);

/** `t` speaks the words of the settings, which come with their screens; `words` those that every screen has. */
export function useWords() {
  const { t } = useTranslation("settings");
  const { t: words } = useTranslation();
  return { t, words };
}
