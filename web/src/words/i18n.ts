import { createInstance } from "i18next";
import { initReactI18next } from "react-i18next";

import en from "./en.json";
import { pseudo } from "./pseudo";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
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

export { i18n };
