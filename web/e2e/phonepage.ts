import { expect, type Locator, type Page } from "@playwright/test";

/** The sandbox phone as a person uses it: its page, and one customer who holds it. */
export class PhonePage {
  readonly log: Locator;

  constructor(readonly page: Page) {
    this.log = page.getByRole("log", { name: "Conversation" });
  }

  /** Opens the page with a new customer in hand. */
  async meet(name: string): Promise<void> {
    await this.page.goto("/sandbox/");
    await this.page.getByRole("button", { name: "New customer" }).click();
    await this.page.getByRole("dialog").getByLabel("Name", { exact: true }).fill(name);
    await this.page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
    await expect(this.page.getByRole("button", { name })).toHaveAttribute("aria-current", "true");
  }

  async write(text: string): Promise<void> {
    const message = this.page.getByRole("textbox", { name: "Message" });
    await message.fill(text);
    await message.press("Enter");
    await expect(this.log.getByText(text)).toBeVisible();
  }

  async attach(what: string): Promise<void> {
    await this.page.getByRole("button", { name: "Attach" }).click();
    await this.page.getByRole("menuitem", { name: what }).click();
  }

  /** Looks away from the chat, so that answers stay unread. */
  async lookAway(): Promise<void> {
    await this.page.goto("about:blank");
  }

  /** Looks at the chat again: everything in it is read from then on. */
  async lookAgain(): Promise<void> {
    await this.page.goBack();
  }
}
