import { expect, test as base } from "@playwright/test";
import type { BrowserContextOptions } from "@playwright/test";

import { Desk } from "./desk";
import { advance, Phone } from "./phone";

interface Story {
  phone: Phone;
  /** Moves the machine's clock ("24h"). */
  pass: (time: string) => Promise<void>;
  /** A colleague at a browser of their own, signed in. */
  desk: (email: string, options?: BrowserContextOptions) => Promise<Desk>;
}

/** What every story has: a machine, a phone, and people at their desks. */
export const test = base.extend<Story>({
  phone: async ({ baseURL }, use) => {
    await use(new Phone(address(baseURL)));
  },
  pass: async ({ baseURL }, use) => {
    await use((time) => advance(address(baseURL), time));
  },
  desk: async ({ browser, contextOptions, baseURL, locale, timezoneId, viewport }, use) => {
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (email, options) => {
      const context = await browser.newContext({
        ...contextOptions,
        baseURL,
        locale,
        timezoneId,
        viewport,
        ...options,
      });
      contexts.push(context);
      const desk = await Desk.at(await context.newPage());
      await desk.signIn(email);
      return desk;
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };

export const ADMIN = "admin@demo.transom";
export const ANA = "ana@demo.transom";
export const BEN = "ben@demo.transom";

function address(baseURL: string | undefined): string {
  if (!baseURL) throw new Error("a story needs a machine: use a project of playwright.config.ts");
  return baseURL;
}
