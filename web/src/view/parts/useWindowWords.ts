import { useTranslation } from "react-i18next";

import { add } from "../../words/i18n";
import words from "../../words/window.json";

add("window", words);

/** `w` speaks the words of a window that has closed or changed; `t` those that every screen has. */
export function useWindowWords() {
  const { t: w } = useTranslation("window");
  const { t } = useTranslation();
  return { w, t };
}
