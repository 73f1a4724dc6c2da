import { createInstance } from "i18next";
import { initReactI18next } from "react-i18next";

import en from "./en.json";
import { pseudo, type Words } from "./pseudo";
import type desk from "./desk.json";
import type later from "./later.json";
import type settings from "./settings.json";
import type windows from "./window.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: {
      translation: typeof en;
      desk: typeof desk;
      settings: typeof settings;
      later: typeof later;
      window: typeof windows;
    };
  }
}

/** ?lng=pseudo shows every string longer and accented, to see what would break and what is not in the catalogue. */
const asked = new URLSearchParams(window.location.search).get("lng");

const i18n = createInstance();

await i18n.use(initReactI18next).init({
  lng: asked === "pseudo" ? "pseudo" : "en",
  fallbackLng: "en",
  resources: {
    en: { translation: en },
    ...(asked === "pseudo" ? { pseudo: { translation: pseudo(en) } } : {}),
  },
  interpolation: { escapeValue: false }, // React escapes
});

/** Adds the words of screens that load later. */
export function add(namespace: "settings" | "later" | "window" | "desk", words: Words): void {
  if (i18n.hasResourceBundle("en", namespace)) return;
  i18n.addResourceBundle("en", namespace, words);
  if (asked === "pseudo") i18n.addResourceBundle("pseudo", namespace, pseudo(words));
}

export { i18n };
