import classes from "./Settings.module.css";

/** Data as it came, readable; text that is no JSON is shown as it is. */
export function Json({ value, label }: { value: unknown; label: string }) {
  return (
    // What scrolls has to be reached by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={classes.code} tabIndex={0} aria-label={label}>
      {typeof value === "string" ? pretty(value) : JSON.stringify(value, undefined, 2)}
    </pre>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
