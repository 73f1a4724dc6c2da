import { Chat, type State } from "./chat";
import { h, icon, icons } from "./dom";
import { drawMessage, drawWaiting } from "./items";
import type { Config } from "./net";
import { css, inkOn } from "./style";
import { fill, type Words } from "./words";

const COLOUR = "#2f5d8a";
const MAX_TEXT = 4000;
const TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4"];
const MB = 1 << 20;

export interface Options {
  base: string;
  channel: string;
  identity: string | null;
  colour: string | null;
  start: boolean | null;
  tag: string;
  words: Words;
}

/** The widget on a page: a button, and the conversation that it opens. */
export class View {
  private readonly host = h("transom-chat" as "div", { hidden: true });
  private readonly root = h("div", { class: "root" });
  private readonly chat: Chat;
  private readonly clock: Intl.DateTimeFormat;
  private readonly launcher: HTMLButtonElement;
  private readonly badge = h("span", { class: "badge", "aria-hidden": "true", hidden: true });
  private readonly title = h("h2", { id: "title" });
  private readonly log: HTMLElement;
  private readonly greeting = h("div", { class: "item", hidden: true }, h("div", { class: "bubble" }));
  private readonly typing: HTMLElement;
  private readonly note = h("div", { class: "note", role: "status" });
  private readonly chip = h("div", { class: "chip", hidden: true });
  private readonly text: HTMLTextAreaElement;
  private readonly picker: HTMLInputElement;
  private readonly panel: HTMLElement;
  private readonly drawn = new Map<string, { el: HTMLElement; of: unknown }>();
  private file: File | undefined;
  private wrong = "";

  constructor(private readonly options: Options) {
    const { words, tag } = options;
    this.clock = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit" });
    this.launcher = h(
      "button",
      {
        class: "launcher",
        type: "button",
        "aria-expanded": "false",
        "aria-controls": "panel",
        onclick: () => this.toggle(),
      },
      icon(icons.chat),
      this.badge,
    );
    this.log = h(
      "div",
      { class: "log", role: "log", "aria-label": words.messages, tabindex: "0" },
      this.greeting,
    );
    this.typing = h("div", { class: "sr" });
    this.text = h("textarea", {
      "aria-label": words.write,
      placeholder: words.placeholder,
      rows: "1",
      oninput: () => this.typed(),
      onkeydown: (e: KeyboardEvent) => this.key(e),
      onpaste: (e: ClipboardEvent) => this.choose(e.clipboardData?.files[0]),
    });
    this.picker = h("input", {
      type: "file",
      accept: TYPES.join(),
      hidden: true,
      onchange: () => this.choose(this.picker.files?.[0]),
    });
    this.panel = this.makePanel(words);
    this.root.append(this.panel, this.launcher);
    this.chat = new Chat(options.base, options.channel, options.identity, {}, (state) => this.draw(state));
    this.mount();
    this.draw(this.chat.state);
    void this.chat.begin();
  }

  private mount(): void {
    const shadow = this.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
    this.root.lang = this.options.tag;
    shadow.append(this.root);
    document.body.append(this.host);
  }

  private makePanel(words: Words): HTMLElement {
    const attach = h(
      "button",
      {
        class: "icon attach",
        type: "button",
        "aria-label": words.attach,
        onclick: () => this.picker.click(),
      },
      icon(icons.clip),
    );
    const send = h(
      "button",
      { class: "icon send", type: "submit", "aria-label": words.send },
      icon(icons.send),
    );
    const form = h(
      "form",
      {
        onsubmit: (e: Event) => {
          e.preventDefault();
          this.send();
        },
      },
      this.picker,
      attach,
      this.text,
      send,
    );
    const close = h(
      "button",
      { class: "icon", type: "button", "aria-label": words.close, onclick: () => this.toggle() },
      icon(icons.close),
    );
    return h(
      "div",
      {
        class: "panel",
        id: "panel",
        role: "dialog",
        "aria-labelledby": "title",
        hidden: true,
        onkeydown: (e: KeyboardEvent) => this.keys(e),
        ondragover: (e: Event) => e.preventDefault(),
        ondrop: (e: DragEvent) => {
          e.preventDefault();
          this.choose(e.dataTransfer?.files[0]);
        },
      },
      h("div", { class: "head" }, this.title, close),
      this.log,
      this.typing,
      this.note,
      this.chip,
      form,
    );
  }

  /** Opens and closes. The focus goes into the composer, and back to the button. */
  private toggle(): void {
    const open = this.panel.hidden !== false;
    this.panel.hidden = !open;
    this.root.classList.toggle("open", open);
    this.launcher.setAttribute("aria-expanded", String(open));
    this.chat.look(open);
    if (open) {
      this.text.focus();
      this.log.scrollTop = this.log.scrollHeight;
    } else this.launcher.focus();
  }

  private key(e: KeyboardEvent): void {
    if (e.key !== "Enter" || e.shiftKey || e.isComposing) return;
    e.preventDefault();
    this.send();
  }

  /** Escape closes; where the conversation covers the page, Tab stays within it. Keys are not the page's. */
  private keys(e: KeyboardEvent): void {
    e.stopPropagation();
    if (e.key === "Escape" && !e.isComposing) this.toggle();
    if (e.key !== "Tab" || !matchMedia("(max-width: 480px)").matches) return;
    const stops = [
      ...this.panel.querySelectorAll<HTMLElement>("button, textarea, a[href], video, [tabindex='0']"),
    ].filter((el) => el.offsetParent !== null);
    const at = (this.host.shadowRoot?.activeElement ?? null) as HTMLElement | null;
    const edge = e.shiftKey ? stops[0] : stops[stops.length - 1];
    if (at !== edge) return;
    e.preventDefault();
    (e.shiftKey ? stops[stops.length - 1] : stops[0])?.focus();
  }

  private typed(): void {
    this.text.style.height = "40px";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, 140)}px`;
    this.wrong = "";
    this.drawNote(this.chat.state);
    if (this.text.value.trim()) this.chat.types();
  }

  private choose(file: File | undefined): void {
    if (!file) return;
    const { words } = this.options;
    const most = file.type.startsWith("video/") ? 25 : 8;
    this.picker.value = "";
    if (!TYPES.includes(file.type)) this.wrong = words.fileType;
    else if (file.size > most * MB) this.wrong = fill(words.fileSize, { image: 8, video: 25 });
    else {
      this.wrong = "";
      this.attach(file);
    }
    this.drawNote(this.chat.state);
  }

  private attach(file: File | undefined): void {
    this.file = file;
    this.chip.hidden = !file;
    const off = (): void => {
      this.attach(undefined);
      this.text.focus();
    };
    this.chip.replaceChildren(
      file?.name ?? "",
      h("button", { type: "button", onclick: off }, this.options.words.remove),
    );
    this.text.focus();
  }

  private send(): void {
    const text = this.text.value.trim();
    const most = this.file ? 1024 : MAX_TEXT;
    if (!text && !this.file) return;
    if ([...text].length > most) {
      this.wrong = fill(this.options.words.tooLong, { n: most });
      this.drawNote(this.chat.state);
      return;
    }
    const file = this.file;
    this.text.value = "";
    this.attach(undefined);
    this.typed();
    this.chat.say(text, file);
    this.log.scrollTop = this.log.scrollHeight;
  }

  private draw(state: State): void {
    const { config } = state;
    this.host.hidden = state.barred;
    this.dress(config);
    const name =
      state.unread > 0 ? fill(this.options.words.openUnread, { n: state.unread }) : this.options.words.open;
    this.launcher.setAttribute("aria-label", name);
    this.badge.hidden = state.unread === 0;
    this.badge.textContent = String(state.unread);
    this.drawLog(state);
    this.drawNote(state);
  }

  private dress(config: Config): void {
    const { colour, start } = this.options;
    const wish = [colour, config.colour].find((c) => /^#[0-9a-f]{6}$/i.test(c ?? "")) ?? COLOUR;
    this.root.style.setProperty("--c", wish);
    this.root.style.setProperty("--on", inkOn(wish));
    this.host.toggleAttribute("data-start", start ?? config.start ?? false);
    this.title.textContent = config.title;
    this.greeting.hidden = !config.greeting;
    this.greeting.firstElementChild?.replaceChildren(config.greeting ?? "");
  }

  /** Brings the log up to date without touching what stays, so that focus and place are kept. */
  private drawLog(state: State): void {
    const { words } = this.options;
    const online = state.trouble === "" || state.trouble === "slow";
    const low = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
    const wanted: { id: string; of: unknown; make: () => HTMLElement }[] = [
      ...state.messages.map((m) => ({
        id: m.id,
        of: stable(m),
        make: () => drawMessage(m, words, this.clock, this.chat),
      })),
      ...state.waiting.map((w) => ({
        id: w.id,
        of: `${w.refused ?? ""} ${online}`,
        make: () => drawWaiting(w, words, online, this.chat),
      })),
    ];
    const ids = new Set(wanted.map((w) => w.id));
    for (const [id, old] of this.drawn) {
      if (ids.has(id)) continue;
      old.el.remove();
      this.drawn.delete(id);
    }
    let before: Element = this.greeting;
    for (const w of wanted) {
      const old = this.drawn.get(w.id);
      let el = old?.el;
      if (!old || old.of !== w.of) {
        el = w.make();
        old?.el.replaceWith(el);
        this.drawn.set(w.id, { el, of: w.of });
      }
      if (el && before.nextElementSibling !== el) before.after(el);
      if (el) before = el;
    }
    if (low) this.log.scrollTop = this.log.scrollHeight;
  }

  private drawNote(state: State): void {
    const { words } = this.options;
    const say = this.wrong || (state.trouble ? words[state.trouble] : state.typing ? words.typing : "");
    if (this.note.textContent !== say) this.note.textContent = say;
    const off = state.trouble === "signIn" || state.trouble === "expired";
    this.text.disabled = off;
  }
}

/** What makes a message look different; the signature in a file's address does not. */
function stable(m: { deleted?: boolean; text?: string; files?: { url?: string }[] }): string {
  return JSON.stringify([m.deleted, m.text, m.files?.map((f) => f.url?.split("?")[0])]);
}
