/** The sandbox phone as a program uses it: customers who write, and what they see. */
export class Phone {
  constructor(private readonly machine: string) {}

  /** A customer nobody has met; the number is made up and belongs to nobody. */
  meet(name: string): Promise<Customer> {
    return this.post<Customer>("customers", { name });
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
    const { items } = await this.get<{ items: Chat[] }>(`chats?q=${encodeURIComponent(customer.phone)}`);
    const chat = items.find((c) => c.customer.id === customer.id);
    if (!chat) return [];
    return (await this.get<{ messages: Bubble[] }>(`chats/${chat.id}`)).messages;
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
  /** Digits, with country code. */
  phone: string;
}

interface Chat {
  id: string;
  customer: Customer;
}

interface Bubble {
  id: string;
  direction: "in" | "out";
  type: string;
  text: string;
  status: string;
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
