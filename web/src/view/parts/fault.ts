import type { TFunction } from "i18next";

import type { Fault } from "../../state/resources";
import en from "../../words/en.json";

const known = new Set(Object.keys(en.fault));

/** What went wrong, in words: ours if the catalogue knows the code, else the server's English sentence. */
export function faultText(t: TFunction, fault: Fault, name = ""): string {
  if (known.has(fault.code)) return t(`fault.${fault.code as keyof typeof en.fault}`, { name });
  return fault.detail || t("fault.other");
}
