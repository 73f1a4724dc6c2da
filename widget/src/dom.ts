type Child = Node | string | null | false | undefined;

/** Makes an element. Properties that the element has are set, others become attributes; never markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Record<string, unknown> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) el.addEventListener(name.slice(2), value as EventListener);
    else if (name === "class") el.className = String(value);
    else el.setAttribute(name, value === true ? "" : String(value));
  }
  el.append(...children.filter((c): c is Node | string => c !== null && c !== false && c !== undefined));
  return el;
}

const NS = "http://www.w3.org/2000/svg";

/** A drawing of strokes, hidden from readers: its button has a name. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(NS, "svg");
  const set = {
    viewBox: "0 0 24 24",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "2",
    "stroke-linecap": "round",
  };
  for (const [name, value] of Object.entries({ ...set, "stroke-linejoin": "round", "aria-hidden": "true" }))
    svg.setAttribute(name, value);
  const p = document.createElementNS(NS, "path");
  p.setAttribute("d", path);
  svg.append(p);
  return svg;
}

export const icons = {
  chat: "M21 12a8 8 0 0 1-8 8H4l2.3-3A8 8 0 1 1 21 12Z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12h15M13 6l6 6-6 6",
  clip: "M20 11.5l-8.2 8.2a5 5 0 0 1-7.1-7.1l8.3-8.3a3.3 3.3 0 0 1 4.7 4.7l-8.3 8.2a1.7 1.7 0 0 1-2.4-2.3l7.5-7.6",
};

/** Text with its web addresses as links; everything else stays text. */
export function linked(text: string): Node[] {
  const out: Node[] = [];
  let last = 0;
  for (const m of text.matchAll(/https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/gi)) {
    out.push(document.createTextNode(text.slice(last, m.index)));
    out.push(h("a", { href: m[0], target: "_blank", rel: "noopener noreferrer nofollow ugc" }, m[0]));
    last = (m.index ?? 0) + m[0].length;
  }
  out.push(document.createTextNode(text.slice(last)));
  return out;
}
