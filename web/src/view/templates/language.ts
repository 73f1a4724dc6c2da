const names = new Intl.DisplayNames(undefined, { type: "language" });

/** The name of a template's language in the person's own; a code that means nothing stays as it is. */
export function languageName(code: string): string {
  try {
    return names.of(code.replace("_", "-")) ?? code;
  } catch {
    return code;
  }
}
