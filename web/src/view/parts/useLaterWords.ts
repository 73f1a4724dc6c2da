import { useTranslation } from "react-i18next";

import { add } from "../../words/i18n";
import later from "../../words/later.json";

add("later", later);

/** `k` speaks the words of what loads when it is first needed; `t` those that every screen has. */
export function useLaterWords() {
  const { t: k } = useTranslation("later");
  const { t } = useTranslation();
  return { k, t };
}
