import type { MessageTemplate } from "../../state/model";
import type { Hole } from "../../state/template";
import { useWindowWords } from "../parts/useWindowWords";

/** What a place of a template is called: its name, or where it stands. */
export function useHoleLabel(template: MessageTemplate | undefined): (hole: Hole) => string {
  const { w } = useWindowWords();
  const buttons = template?.parts.find((part) => part.type === "buttons")?.buttons;
  return (hole) => {
    const name = hole.name ?? "";
    if (hole.part === "button") {
      const text = buttons?.[hole.index]?.text ?? "";
      if (hole.kind === "url") return w("fill.url", { text });
      return w("fill.code", { text });
    }
    if (template?.named) return name.replaceAll("_", " ");
    return w(hole.part === "header" ? "fill.inHeader" : "fill.inBody", { n: name });
  };
}
