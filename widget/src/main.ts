import { View } from "./view";
import { wordsFor } from "./words";

/** Puts the widget on the page whose script tag this is: `<script src="…/widget.js" data-channel="…" async>`. */
function start(tag: HTMLScriptElement): void {
  const channel = tag.dataset["channel"];
  if (!channel || !("adoptedStyleSheets" in Document.prototype)) return;
  const { tag: language, words } = wordsFor(
    tag.dataset["locale"],
    document.documentElement.lang,
    navigator.language,
  );
  const position = tag.dataset["position"];
  const put = (): void => {
    new View({
      base: new URL(tag.src, location.href).origin,
      channel,
      identity: tag.dataset["token"] || null,
      colour: tag.dataset["colour"] ?? null,
      start: position === "start" ? true : position === "end" ? false : null,
      tag: language,
      words,
    });
  };
  if (document.body) put();
  else addEventListener("DOMContentLoaded", put, { once: true });
}

const tag = document.currentScript ?? document.querySelector('script[src$="/widget.js"][data-channel]');
if (tag instanceof HTMLScriptElement && !document.querySelector("transom-chat")) start(tag);
