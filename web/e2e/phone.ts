/** The sandbox phone as a program uses it: customers who write, and what they see. */
export class Phone {
  constructor(private readonly machine: string) {}

  /** A customer nobody has met; the number or user name is made up and belongs to nobody. */
  meet(name: string, platform: Platform = "whatsapp"): Promise<Customer> {
    return this.post<Customer>("customers", { name, platform });
  }

  /** The customer writes; resolves when the phone took it, not when it arrived. */
  async write(customer: Customer, text: string): Promise<string> {
    return this.send(customer, { type: "text", text });
  }

  /** The customer sends anything; the file of a type is the phone's sample of it. */
  async send(customer: Customer, message: Record<string, unknown>): Promise<string> {
    return (await this.post<{ id: string }>("messages", { customer: customer.id, ...message })).id;
  }

  /** What stands in the customer's chat, oldest first. */
  async seen(customer: Customer): Promise<readonly Bubble[]> {
    const chat = await this.chat(customer);
    if (!chat) return [];
    return (await this.get<{ messages: Bubble[] }>(`chats/${chat.id}`)).messages;
  }

  /** The customer's chat, once there is one: windows, who holds it, whether the business types. */
  async chat(customer: Customer): Promise<Chat | undefined> {
    const { items } = await this.get<{ items: Chat[] }>(`chats?with=${customer.id}`);
    return items.find((c) => c.customer.id === customer.id);
  }

  /** The customer looks at the chat: everything in it is read. */
  async look(customer: Customer): Promise<void> {
    const chat = await this.chat(customer);
    if (chat) await this.post(`chats/${chat.id}/read`, {});
  }

  /** The customer comments, on the account's first post unless told where; resolves to the comment's id. */
  async comment(customer: Customer, text: string, more: Record<string, unknown> = {}): Promise<string> {
    return (await this.post<{ id: string }>("comments", { customer: customer.id, text, ...more })).id;
  }

  /** The comments of an account, newest first, its own among them. */
  async comments(account: string): Promise<readonly Comment[]> {
    return (await this.get<{ items: Comment[] }>(`comments?account=${account}`)).items;
  }

  /** The posts of an account, newest first. */
  async posts(platform: Platform, account: string): Promise<readonly Post[]> {
    return (await this.get<{ items: Post[] }>(`posts?platform=${platform}&account=${account}`)).items;
  }

  /** Staff write in the phone app, or in the platform's own inbox; resolves to the message's id. */
  async staff(customer: Customer, text: string, more: Record<string, unknown> = {}): Promise<string> {
    return (await this.post<{ id: string }>("echoes", { customer: customer.id, text, ...more })).id;
  }

  /** Something happens to an account; api/events of the phone lists what can. */
  async happens(event: string, more: Record<string, unknown> = {}): Promise<void> {
    await this.post("events", { event, ...more });
  }

  /** The id of a template, by its name. */
  async template(name: string): Promise<string> {
    const { items } = await this.get<{ items: { id: string; name: string }[] }>("templates");
    return items.find((each) => each.name === name)?.id ?? "";
  }

  /** The platform misbehaves in these ways from now on. */
  async misbehave(faults: Record<string, unknown>): Promise<void> {
    await this.post("faults", faults);
  }

  /** The answers that reached the customer, in their order. */
  async answers(customer: Customer): Promise<readonly string[]> {
    return (await this.seen(customer)).filter((b) => b.direction === "out").map((b) => b.text);
  }

  private get<T>(path: string): Promise<T> {
    return ask<T>(`${this.machine}/sandbox/api/${path}`);
  }

  private post<T>(path: string, body: unknown): Promise<T> {
    return ask<T>(`${this.machine}/sandbox/api/${path}`, body);
  }
}

export interface Customer {
  id: string;
  name: string;
  /** Digits, with country code; only on WhatsApp. */
  phone: string;
  username?: string;
  /** What accounts of Messenger and Instagram call the person, by account. */
  ids?: Record<string, string>;
}

export type Platform = "whatsapp" | "messenger" | "instagram";

export interface Chat {
  id: string;
  platform: Platform;
  account: string;
  customer: Customer;
  owner: "us" | "inbox" | "other" | "idle";
  typing: boolean;
  windowClosesAt?: string;
  humanClosesAt?: string;
}

export interface Bubble {
  id: string;
  direction: "in" | "out";
  type: string;
  text: string;
  status: string;
  replyTo?: string;
  target?: string;
  human?: boolean;
  comment?: string;
  deleted?: boolean;
  edits?: number;
  file?: { id: string; mime: string; name?: string; voice?: boolean };
  details?: unknown;
}

export interface Comment {
  id: string;
  post: string;
  parent?: string;
  customer?: string;
  direction: "in" | "out";
  from: string;
  text?: string;
  hidden?: boolean;
  deleted?: boolean;
  privateReply?: string;
}

export interface Post {
  id: string;
  kind: "post" | "reel" | "live" | "ad";
  text?: string;
}

/** Moves the machine's clock forward, for everything that runs on it. */
export async function advance(machine: string, by: string): Promise<void> {
  await ask(`${machine}/_local/clock`, { advance: by });
}

async function ask<T>(url: string, body?: unknown): Promise<T> {
  const answer = await fetch(
    url,
    body === undefined
      ? {}
      : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) },
  );
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
