/** The languages that WhatsApp takes templates in ("Supported languages", read 2026-11): code by code. */
const codes = (
  "af sq ar az bn bg ca zh_CN zh_HK zh_TW hr cs da nl en en_GB en_US et fil fi fr ka de el gu ha he hi hu id ga it ja " +
  "kn kk rw_RW ko ky_KG lo lv lt mk ms ml mr nb fa pl pt_BR pt_PT pa ro ru sr sk sl es es_AR es_ES es_MX sw sv ta te th tr uk ur uz vi zu"
).split(" ");

/** The choices, each in the words of the person's own language; one that is not listed is kept. */
export function languages(present: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(undefined, { type: "language" });
  const all = codes.includes(present) ? codes : [present, ...codes];
  return all
    .map((value) => ({ value, label: `${nameOf(names, value)} (${value})` }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code.replace("_", "-")) ?? code;
  } catch {
    return code;
  }
}
