import { expect, type Locator, type Page, type WebSocketRoute } from "@playwright/test";

import { PASSWORD } from "./machine";

/** A colleague's screen, in their words. */
export class Desk {
  readonly list: Locator;
  private readonly lines = new Set<WebSocketRoute>();

  private constructor(readonly page: Page) {
    this.list = page.getByRole("region", { name: "Conversations" });
  }

  /** A desk whose line to the server can be cut. */
  static async at(page: Page): Promise<Desk> {
    const desk = new Desk(page);
    await page.routeWebSocket(/\/socket\b/, (line) => {
      line.connectToServer();
      desk.lines.add(line);
    });
    return desk;
  }

  /** The same colleague in another tab of the same browser. */
  async again(): Promise<Desk> {
    const desk = await Desk.at(await this.page.context().newPage());
    await desk.page.goto("/");
    await expect(desk.list).toBeVisible();
    await desk.live();
    return desk;
  }

  /** Cuts the line: no request goes through, and the socket ends with whatever was on its way. */
  async cut(): Promise<void> {
    await this.page.context().setOffline(true);
    for (const line of this.lines) await line.close();
    this.lines.clear();
    await expect(this.page.getByText("Offline", { exact: true })).toBeVisible();
  }

  /** Mends the line and waits until the screen says that it has caught up. */
  async mend(): Promise<void> {
    await this.page.context().setOffline(false);
    await this.live();
  }

  async signIn(email: string, password = PASSWORD): Promise<void> {
    await this.page.goto("/");
    await this.page.getByRole("textbox", { name: "E-mail" }).fill(email);
    await this.page.getByRole("textbox", { name: "Password" }).fill(password);
    await this.page.getByRole("textbox", { name: "Password" }).press("Enter");
    await expect(this.list).toBeVisible();
    await this.live();
  }

  /** Waits until the screen says that it is up to date. */
  async live(): Promise<void> {
    await expect(this.page.getByText("Live", { exact: true })).toBeVisible();
  }

  /** A conversation's row in the list: the name is the whole of it, not a part of another's or of a message. */
  row(name: string): Locator {
    return this.list.getByRole("link").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Opens a conversation from the list. */
  async open(name: string): Promise<Thread> {
    await this.pick(this.row(name));
    return this.thread(name);
  }

  /** Clicks a row and leaves the list: under a resting pointer it would hold new rows back. */
  private async pick(row: Locator): Promise<void> {
    await this.page.mouse.move(0, 0);
    await row.click();
    await this.page.mouse.move(0, 0);
  }

  /** Opens the conversation with these words in the list, where the customer's name is not known yet. */
  async openSaid(text: string): Promise<Thread> {
    await this.pick(this.list.getByRole("link").filter({ hasText: text }));
    const thread = new Thread(this.page);
    await expect(thread.said(text)).toBeVisible();
    return thread;
  }

  async thread(name: string): Promise<Thread> {
    const thread = new Thread(this.page, name);
    await expect(thread.region).toBeVisible();
    return thread;
  }

  /** What a colleague is told at the edge of the screen. */
  notice(text: string | RegExp): Locator {
    return this.page.getByRole("alert").filter({ hasText: text });
  }
}

/** An open conversation. */
export class Thread {
  readonly region: Locator;
  readonly history: Locator;
  readonly reply: Locator;
  readonly note: Locator;

  /** Where words are written, to whomever they go. */
  readonly composer: Locator;
  /** The chooser of files. */
  readonly files: Locator;

  constructor(
    page: Page,
    readonly name = "",
  ) {
    this.region = page.getByRole("region", { name: `Conversation with ${name}` });
    this.composer = this.region.getByRole("region", { name: "Write" }).getByRole("textbox");
    this.files = this.region.locator("input[type=file]");
    this.history = this.region.getByRole("log", { name: "Messages" });
    this.reply = this.region.getByRole("textbox", { name: `Reply to ${name}` });
    this.note = this.region.getByRole("textbox", { name: "Note", exact: true });
  }

  /** One message or note, by its words. */
  said(text: string): Locator {
    return this.history.getByRole("article").filter({ hasText: text });
  }

  async answer(text: string): Promise<void> {
    await this.reply.fill(text);
    await this.reply.press("Enter");
    await expect(this.said(text)).toBeVisible();
  }

  get takes(): Locator {
    return this.region.getByRole("button", { name: "Take", exact: true });
  }

  async take(): Promise<void> {
    await this.takes.click();
    await expect(this.event("You took this")).toBeVisible();
  }

  /** A line about something that happened. */
  event(text: string | RegExp): Locator {
    return this.history.getByText(text);
  }

  /** The sentence that stands where the composer was. */
  get locked(): Locator {
    return this.region.getByText(`You can't write freely to ${this.name} now.`);
  }
}
