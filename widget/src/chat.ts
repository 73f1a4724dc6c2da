import { Keep } from "./keep";
import { Line } from "./line";
import { type Config, type Message, Net, pause, Refusal, type Session } from "./net";

/** A message that is not stored yet. A file is kept in memory only: a reload forgets it. */
export interface Waiting {
  id: string;
  text: string;
  file?: File;
  uploadId?: string;
  replyTo?: string;
  /** A code, when it can never be stored as it is. */
  refused?: string;
  at: string;
  page: { url: string; title: string };
}

/** What the view draws. */
export interface State {
  config: Config;
  messages: readonly Message[];
  waiting: readonly Waiting[];
  unread: number;
  typing: boolean;
  /** "" is fine; otherwise which sentence stands above the composer. */
  trouble: "" | "offline" | "slow" | "signIn" | "expired" | "unavailable" | "connecting";
  /** This page may not use the chat: nothing is shown. */
  barred: boolean;
}

const TYPING_FOR = 6_000;
const TYPING_EVERY = 3_000;
/** How often messages are read while the socket is closed (looked at, and not), and while it is open. */
const POLL_OPEN = 4_000;
const POLL_SHUT = 30_000;
const POLL_SAFE = 90_000;

/** A visitor's conversation: what was said, what waits, and the lines to the team. */
export class Chat {
  state: State;
  private readonly net: Net;
  private readonly line: Line;
  private readonly keep: Keep;
  private readonly files = new Map<string, Waiting>();
  private cursor = "";
  private begun = false;
  private beginning: Promise<boolean> | undefined;
  private reading = false;
  private readAgain = false;
  private sending = false;
  private open = false;
  private told = "";
  private marked = "";
  private typed = 0;
  private tries = 0;
  private typingEnd: number | undefined;
  private next: number | undefined;
  private again: number | undefined;

  constructor(
    base: string,
    channel: string,
    private readonly identity: string | null,
    config: Partial<Config>,
    private readonly changed: (state: State) => void,
  ) {
    this.keep = new Keep(identity ? `${channel}:signed` : channel);
    this.net = new Net(base, channel);
    this.line = new Line(
      () => this.net.ticket(),
      (word) => this.hear(word),
    );
    const kept = this.keep.list<Config>("config")[0];
    this.state = {
      config: { title: "Chat", ...kept, ...config },
      messages: [],
      waiting: this.outbox(),
      unread: 0,
      typing: false,
      trouble: "",
      barred: false,
    };
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => this.set({ trouble: "offline" }));
    addEventListener("focus", () => this.wake());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.wake();
    });
  }

  /** Begins: who this is, how the widget looks, what was said. */
  async begin(): Promise<void> {
    if (!(await this.session())) return;
    if (this.state.waiting.length > 0) void this.flush();
  }

  /** The visitor opened or closed the widget. */
  look(open: boolean): void {
    this.open = open;
    if (open && this.begun) {
      this.line.start();
      void this.sync();
    }
    this.mark();
    this.plan();
  }

  /** Says something: at once, or when the line is back. */
  say(text: string, file?: File, replyTo?: string): void {
    const id = crypto.randomUUID?.() ?? uuid();
    const page = { url: location.origin + location.pathname, title: document.title };
    const one: Waiting = { id, text, file, replyTo, page, at: new Date().toISOString() };
    if (file) this.files.set(id, one);
    else this.store([...this.stored(), one]);
    this.set({ waiting: [...this.state.waiting, one] });
    void this.flush();
  }

  /** Forgets what could not be sent. */
  forget(id: string): void {
    this.files.delete(id);
    this.store(this.stored().filter((w) => w.id !== id));
    this.set({ waiting: this.state.waiting.filter((w) => w.id !== id) });
  }

  /** Tries what was refused once more. */
  retry(id: string): void {
    const change = (w: Waiting): Waiting =>
      w.id === id ? { ...w, refused: undefined, uploadId: undefined } : w;
    this.store(this.stored().map(change));
    const file = this.files.get(id);
    if (file) this.files.set(id, change(file));
    this.set({ waiting: this.state.waiting.map(change) });
    void this.flush();
  }

  /** The visitor types: the team sees it, at most every three seconds. */
  types(): void {
    const now = Date.now();
    if (!this.begun || this.state.messages.length === 0 || now - this.typed < TYPING_EVERY) return;
    this.typed = now;
    this.net.event("typing").catch(() => undefined);
  }

  /** A file's address is over: everything is read again, with new ones. */
  refresh(): void {
    this.cursor = "";
    void this.sync();
  }

  private wake(): void {
    if (this.state.trouble === "offline") this.set({ trouble: "" });
    this.line.hurry();
    if (!this.begun) void this.begin();
    else if (this.line.open || this.state.messages.length > 0 || this.open) void this.sync();
    void this.flush();
  }

  /** Makes the visitor known; one tab at a time, so that two new tabs are one visitor. */
  private session(): Promise<boolean> {
    this.beginning ??= this.keep
      .alone("session", async () => {
        const session = await this.net.session(this.keep.get("token"), this.identity);
        this.keep.set("token", session.token);
        return session;
      })
      .then((session) => this.welcome(session))
      .catch((error: unknown) => this.turnedAway(error))
      .finally(() => {
        this.beginning = undefined;
      });
    return this.beginning;
  }

  private welcome(session: Session): boolean {
    this.net.token = session.token;
    this.begun = true;
    this.tries = 0;
    this.keep.setList("config", [session.config]);
    this.set({ config: { ...this.state.config, ...session.config }, trouble: "" });
    if (session.conversation || this.open) {
      this.line.start();
      void this.sync();
    }
    return true;
  }

  private turnedAway(error: unknown): boolean {
    const why = error instanceof Refusal ? error : new Refusal(0, "", 0);
    this.begun = false;
    if (why.status === 403) this.set({ barred: true });
    else if (why.code === "identity_required") this.set({ trouble: "signIn" });
    else if (why.status === 401) this.set({ trouble: "expired" });
    else {
      this.set({ trouble: navigator.onLine && why.status !== 0 ? "unavailable" : "offline" });
      clearTimeout(this.again);
      this.again = window.setTimeout(() => void this.begin(), why.after * 1000 || pause(++this.tries));
    }
    return false;
  }

  private hear(word: string): void {
    if (word === "news" || word === "open") void this.sync();
    if (word === "typing") {
      clearTimeout(this.typingEnd);
      this.typingEnd = window.setTimeout(() => this.set({ typing: false }), TYPING_FOR);
      this.set({ typing: true });
    }
    if (word === "open" && this.state.trouble === "offline") this.set({ trouble: "" });
    this.plan();
  }

  /** Reads what is new; while it reads, further news make it read once more. */
  private async sync(): Promise<void> {
    if (this.reading) {
      this.readAgain = true;
      return;
    }
    this.reading = true;
    try {
      do {
        this.readAgain = false;
        const news = await this.net.messages(this.cursor);
        this.cursor = news.cursor;
        if (this.state.trouble === "offline" || this.state.trouble === "unavailable")
          this.set({ trouble: "" });
        this.take(news.items);
      } while (this.readAgain);
    } catch (error) {
      await this.stumble(error);
    } finally {
      this.reading = false;
      this.plan();
    }
  }

  /** What a failed request means. */
  private async stumble(error: unknown): Promise<void> {
    const why = error instanceof Refusal ? error : new Refusal(0, "", 0);
    if (why.code === "bad_cursor") this.refresh();
    else if (why.status === 401 || why.status === 403) {
      this.begun = false;
      this.cursor = "";
      await this.session();
    } else if (why.status === 0) this.set({ trouble: "offline" });
  }

  private take(items: readonly Message[]): void {
    if (items.length > 0) {
      const all = new Map(this.state.messages.map((m) => [m.id, m]));
      for (const m of items) all.set(m.id, m);
      const messages = [...all.values()].sort(
        (a, b) => Date.parse(a.at) - Date.parse(b.at) || cmp(a.id, b.id),
      );
      const here = new Set(messages.map((m) => m.clientMessageId));
      this.store(this.stored().filter((w) => !here.has(w.id)));
      for (const id of here) if (id) this.files.delete(id);
      const answered = items.some((m) => m.from === "us");
      this.set({
        messages,
        waiting: this.state.waiting.filter((w) => !here.has(w.id)),
        typing: this.state.typing && !answered,
      });
      this.line.start();
    }
    this.mark();
  }

  /** Tells the team how far the visitor has got, and counts what they have not seen. */
  private mark(): void {
    const ours = this.state.messages.filter((m) => m.from === "us");
    const newest = ours[ours.length - 1]?.id;
    if (newest && this.begun) {
      const seen = this.open && document.visibilityState === "visible";
      if (seen && this.marked !== newest) {
        this.marked = this.told = newest;
        this.keep.set("read", newest);
        this.net.event("read", newest).catch(() => (this.marked = ""));
      } else if (!seen && this.told !== newest && this.keep.get("read") !== newest) {
        this.told = newest;
        this.net.event("delivered", newest).catch(() => (this.told = ""));
      }
    }
    const read = this.keep.get("read");
    const unread = ours.length - 1 - ours.findIndex((m) => m.id === read);
    this.set({ unread: ours.length === 0 ? 0 : unread });
  }

  /** Sends what waits, in order, until it is done or has to wait. */
  private async flush(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.next);
    let wait = 0;
    try {
      if (!this.begun && !(await this.session())) return;
      for (let one = this.first(); one; one = this.first()) await this.deliver(one);
      this.tries = 0;
      if (this.state.trouble === "slow" || this.state.trouble === "offline") this.set({ trouble: "" });
    } catch (error) {
      const why = error instanceof Refusal ? error : new Refusal(0, "", 0);
      if (why.status === 429) this.set({ trouble: "slow" });
      else if (why.passing) this.set({ trouble: "offline" });
      else await this.stumble(why);
      wait = why.after * 1000 || pause(++this.tries) + 500;
    } finally {
      this.sending = false;
      if (wait > 0 && this.begun) this.next = window.setTimeout(() => void this.flush(), wait);
    }
  }

  private first(): Waiting | undefined {
    return this.state.waiting.find((w) => !w.refused);
  }

  private async deliver(one: Waiting): Promise<void> {
    try {
      if (one.file && !one.uploadId) {
        one.uploadId = await this.net.upload(one.file);
      }
      const { id, text, uploadId, replyTo, page } = one;
      this.take([await this.net.send({ clientMessageId: id, text, uploadId, replyTo, page })]);
    } catch (error) {
      const refused =
        error instanceof Refusal && !error.passing && error.status !== 401 && error.status !== 403;
      if (!refused) throw error;
      const change = (w: Waiting): Waiting => (w.id === one.id ? { ...w, refused: error.code } : w);
      this.store(this.stored().map(change));
      this.set({ waiting: this.state.waiting.map(change) });
    }
  }

  /** Reads again after a while, the sooner the less the socket can be relied upon. */
  private plan(): void {
    clearTimeout(this.again);
    if (!this.begun || (!this.open && this.state.messages.length === 0)) return;
    const looked = this.open && document.visibilityState === "visible";
    const wait = this.line.open ? POLL_SAFE : looked ? POLL_OPEN : POLL_SHUT;
    this.again = window.setTimeout(() => void this.sync(), wait * (0.75 + Math.random() / 2));
  }

  private outbox(): Waiting[] {
    return [...this.stored(), ...this.files.values()];
  }

  private stored(): Waiting[] {
    return this.keep.list<Waiting>("outbox");
  }

  private store(all: readonly Waiting[]): void {
    this.keep.setList("outbox", all);
  }

  private set(change: Partial<State>): void {
    const same = (Object.keys(change) as (keyof State)[]).every((k) => this.state[k] === change[k]);
    if (same) return;
    this.state = { ...this.state, ...change };
    this.changed(this.state);
  }
}

function cmp(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A version 4 UUID where a page is not served safely enough for the browser's own. */
function uuid(): string {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = ((b[6] ?? 0) & 15) | 64;
  b[8] = ((b[8] ?? 0) & 63) | 128;
  const hex = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
