import type { Chat, Waiting } from "./chat";
import { h, linked } from "./dom";
import type { File_, Message } from "./net";
import { fill, type Words } from "./words";

/** Draws one message. */
export function drawMessage(m: Message, words: Words, clock: Intl.DateTimeFormat, chat: Chat): HTMLElement {
  const who = m.from === "visitor" ? words.you : (m.author ?? words.team);
  const body = m.deleted
    ? [h("div", { class: "bubble gone" }, words.deleted)]
    : [
        ...(m.files ?? []).map((f) => drawFile(f, words, chat)),
        m.text ? h("div", { class: "bubble" }, ...linked(m.text)) : null,
        m.choices ? choices(m, chat) : null,
      ];
  const at = h("time", { datetime: m.at }, clock.format(new Date(m.at)));
  return h(
    "div",
    { class: m.from === "visitor" ? "item mine" : "item", role: "article", "data-id": m.id },
    h("span", { class: "sr" }, `${who}: `),
    ...body,
    h("div", { class: "meta" }, m.from === "us" && m.author ? `${m.author} · ` : null, at),
  );
}

/** Draws a message that is not stored yet. */
export function drawWaiting(w: Waiting, words: Words, online: boolean, chat: Chat): HTMLElement {
  const meta = w.refused
    ? h(
        "div",
        { class: "meta bad" },
        fill(words.failed, { why: why(w.refused, words) }),
        h("button", { type: "button", onclick: () => chat.retry(w.id) }, words.again),
        h("button", { type: "button", onclick: () => chat.forget(w.id) }, words.remove),
      )
    : h("div", { class: "meta" }, online ? words.sending : words.waiting);
  return h(
    "div",
    { class: "item mine", role: "article", "data-id": w.id },
    h("span", { class: "sr" }, `${words.you}: `),
    w.file ? h("div", { class: "bubble" }, w.file.name) : null,
    w.text ? h("div", { class: "bubble" }, ...linked(w.text)) : null,
    meta,
  );
}

function why(code: string, words: Words): string {
  switch (code) {
    case "file_type":
    case "file_content":
      return words.fileType;
    case "file_too_large":
      return fill(words.fileSize, { image: 8, video: 25 });
    case "text_too_long":
      return fill(words.tooLong, { n: 4000 });
    default:
      return words.problem;
  }
}

function choices(m: Message, chat: Chat): HTMLElement {
  return h(
    "div",
    { class: "choices" },
    ...(m.choices ?? []).map((c) =>
      h("button", { type: "button", onclick: () => chat.say(c.title, undefined, m.id) }, c.title),
    ),
  );
}

/** A picture or film in place; everything else, and what a page's policy keeps away, as a link. */
function drawFile(f: File_, words: Words, chat: Chat): HTMLElement {
  const name = f.name || words.file;
  const link = (): HTMLElement =>
    h(
      "div",
      { class: "bubble" },
      f.url ? h("a", { href: f.url, target: "_blank", rel: "noopener noreferrer" }, name) : name,
    );
  if (!f.url || !f.inline) return link();
  const film = f.mime.startsWith("video/");
  if (!film && !f.mime.startsWith("image/")) return link();
  const el = film
    ? h("video", { class: "file", src: f.url, controls: true, preload: "metadata", "aria-label": name })
    : h("img", { class: "file", src: f.url, alt: name });
  const drawn = Date.now();
  el.addEventListener("error", () => {
    el.replaceWith(link());
    if (Date.now() - drawn > 300_000) chat.refresh(); // its address was good for ten minutes
  });
  return el;
}
