// Buttons or a list while they are being made.
import type { ChoiceLimit, Content, Interactive } from "../../state/model";

export interface Making {
  kind: "buttons" | "list";
  body: string;
  header: string;
  footer: string;
  /** What opens the list. */
  open: string;
  choices: readonly { title: string; description: string }[];
}

export const begin = (body: string): Making => ({
  kind: "buttons",
  body,
  header: "",
  footer: "",
  open: "",
  choices: [{ title: "", description: "" }],
});

const runes = (text: string): number => Array.from(text).length;

/** What does not fit yet: a word of the catalogue ("choices"), undefined when it can be sent. */
export function lacking(m: Making, limits: ChoiceLimit): "body" | "open" | "title" | "twice" | undefined {
  if (m.body.trim() === "" || runes(m.body) > (m.kind === "list" ? limits.listBody : limits.body))
    return "body";
  if (m.kind === "list" && m.open.trim() === "") return "open";
  const titles = m.choices.map((choice) => choice.title.trim());
  if (titles.some((title) => title === "")) return "title";
  return new Set(titles).size < titles.length ? "twice" : undefined;
}

/** How many choices there may be. */
export const most = (m: Making, limits: ChoiceLimit): number =>
  m.kind === "list" ? limits.rows : limits.buttons;

/** The message to send. The ids only tell the choices apart; the customer's answer brings its title too. */
export function contentOf(m: Making): Content {
  const choices = m.choices.map(({ title, description }, i) => ({
    id: `choice-${i + 1}`,
    title: title.trim(),
    ...(m.kind === "list" && description.trim() ? { description: description.trim() } : {}),
  }));
  const rest = {
    ...(m.header.trim() ? { header: m.header.trim() } : {}),
    ...(m.footer.trim() ? { footer: m.footer.trim() } : {}),
  };
  const interactive: Interactive =
    m.kind === "list"
      ? { ...rest, open: m.open.trim(), sections: [{ rows: choices }] }
      : { ...rest, buttons: choices };
  return { type: m.kind === "list" ? "interactive.list" : "interactive.button", text: m.body, interactive };
}
