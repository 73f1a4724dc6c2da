// Reading what the platform sent beyond text and media. Nothing in it is promised: every step may be absent.

export type Tree = Readonly<Record<string, unknown>>;

export function tree(value: unknown, ...path: string[]): Tree {
  let here: unknown = value;
  for (const name of path) here = isTree(here) ? here[name] : undefined;
  return isTree(here) ? here : {};
}

export function text(value: unknown, name: string): string {
  const found = isTree(value) ? value[name] : undefined;
  return typeof found === "string" || typeof found === "number" ? String(found) : "";
}

export function list(value: unknown, name: string): readonly unknown[] {
  const found = isTree(value) ? value[name] : undefined;
  return Array.isArray(found) ? found : [];
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
