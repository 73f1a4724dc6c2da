import { createHmac } from "node:crypto";

import { expect, type BrowserContext, type Locator, type Page } from "@playwright/test";

import { PASSWORD } from "./machine";

/** A web chat that the imaginary shop's page may embed. */
export interface Shop {
  base: string;
  channel: string;
  secret: string;
}

interface Wishes {
  identify?: boolean;
  colour?: string;
  origins?: readonly string[];
}

/** Connects a web chat by the API, as an admin. */
export async function openShop(base: string, name: string, wishes: Wishes = {}): Promise<Shop> {
  const signed = await post(base, "/auth/sign-in", { email: "admin@demo.transom", password: PASSWORD });
  const localhost = base.replace("127.0.0.1", "localhost");
  const { origins = [base, localhost], ...rest } = wishes;
  const widget = { title: name, greeting: "Hello! How can we help?", colour: "#2f5d8a", ...rest, origins };
  const made = await post(
    base,
    "/channels",
    { kind: "webchat", name, widget },
    String(signed["accessToken"]),
  );
  return { base, channel: String(made["accountId"]), secret: String(made["widgetSecret"]) };
}

async function post(base: string, path: string, body: unknown, token = ""): Promise<Record<string, unknown>> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (token) headers["Authorization"] = `Bearer ${token}`;
  const answer = await fetch(`${base}/api/v1${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}

/** A visitor on the shop's page, in their words. */
export class Visitor {
  readonly launcher: Locator;
  readonly panel: Locator;
  readonly log: Locator;
  readonly text: Locator;
  readonly note: Locator;

  private constructor(
    readonly page: Page,
    private readonly shop: Shop,
  ) {
    const chat = page.locator("transom-chat");
    this.launcher = chat.locator(".launcher");
    this.panel = chat.getByRole("dialog");
    this.log = chat.getByRole("log", { name: "Messages" });
    this.text = chat.getByRole("textbox", { name: "Write a message" });
    this.note = chat.getByRole("status");
  }

  /** Comes to the shop. The page is under one name of this machine, its widget comes from another. */
  static async at(context: BrowserContext, shop: Shop, query: Record<string, string> = {}): Promise<Visitor> {
    const page = await context.newPage();
    const q = new URLSearchParams({ channel: shop.channel, locale: "en", host: shop.base, ...query });
    await page.goto(`${shop.base.replace("127.0.0.1", "localhost")}/sandbox/site?${q}`);
    const visitor = new Visitor(page, shop);
    await expect(visitor.launcher).toBeVisible();
    return visitor;
  }

  async opens(): Promise<void> {
    await this.launcher.click();
    await expect(this.text).toBeFocused();
  }

  async writes(text: string): Promise<void> {
    await this.text.fill(text);
    await this.text.press("Enter");
    await expect(this.said(text)).toBeVisible();
  }

  said(text: string): Locator {
    return this.log.getByRole("article").filter({ hasText: text });
  }

  /** A message is stored once it carries its time. */
  async stored(text: string): Promise<void> {
    await expect(this.said(text).locator("time")).toBeVisible();
  }

  /** What agents call somebody who has not said who they are. */
  async name(): Promise<string> {
    const token = await this.page.evaluate(
      (channel) => localStorage.getItem(`transom:${channel}:token`),
      this.shop.channel,
    );
    const [body = ""] = (token ?? "").split(".");
    const { v } = JSON.parse(Buffer.from(body, "base64url").toString()) as { v: string };
    return `Visitor ${v.slice(-4).toUpperCase()}`;
  }
}

/** A JSON Web Token, as a shop's server makes it (HS256). */
export function sign(claims: object, secret: string): string {
  const part = (v: object): string => Buffer.from(JSON.stringify(v)).toString("base64url");
  const body = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`;
}
