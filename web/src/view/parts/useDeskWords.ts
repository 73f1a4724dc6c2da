import { useTranslation } from "react-i18next";

import { add } from "../../words/i18n";
import words from "../../words/desk.json";

add("desk", words);

/** `w` speaks the words of warnings, labels, snippets and scheduled messages; `t` those that every screen has. */
export function useDeskWords() {
  const { t: w } = useTranslation("desk");
  const { t } = useTranslation();
  return { w, t };
}
