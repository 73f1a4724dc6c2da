/** The visitor's API, as the widget asks it. */

export interface File_ {
  url?: string;
  mime: string;
  name?: string;
  size?: number;
  inline?: boolean;
}

export interface Message {
  id: string;
  from: "visitor" | "us";
  type: string;
  text?: string;
  replyTo?: string;
  clientMessageId?: string;
  author?: string;
  files?: File_[];
  choices?: { title: string }[];
  deleted?: boolean;
  at: string;
}

export interface Config {
  title: string;
  greeting?: string;
  colour?: string;
  start?: boolean;
}

export interface Session {
  token: string;
  config: Config;
  identified: boolean;
  conversation?: { startedAt: string };
  now: string;
}

export interface Sending {
  clientMessageId: string;
  text: string;
  uploadId?: string;
  replyTo?: string;
  page: { url: string; title: string };
}

interface Upload {
  id: string;
  url: string;
  method: string;
  headers: Record<string, string>;
}

/** An answer that is not a success; status 0 means that nobody answered. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** Seconds to wait, 0 if nobody said. */
    readonly after: number,
  ) {
    super(code);
  }

  /** Whether the same request can succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** How long an answer is waited for, in milliseconds. */
const PATIENCE = 20_000;

export class Net {
  token = "";

  constructor(
    private readonly base: string,
    private readonly channel: string,
  ) {}

  session(token: string | null, identity: string | null): Promise<Session> {
    const body = { channel: this.channel, token: token ?? undefined, identity: identity ?? undefined };
    return this.ask<Session>("POST", "sessions", body);
  }

  messages(after: string): Promise<{ items: Message[]; cursor: string }> {
    return this.ask("GET", "messages", undefined, after ? { after } : {});
  }

  send(message: Sending): Promise<Message> {
    return this.ask("POST", "messages", message);
  }

  event(type: "typing" | "delivered" | "read", upTo?: string): Promise<void> {
    return this.ask("POST", "events", { type, upTo });
  }

  async ticket(): Promise<string> {
    return (await this.ask<{ url: string }>("POST", "socket-tickets", {})).url;
  }

  /** Puts a file where a message can take it from. */
  async upload(file: File): Promise<string> {
    const up = await this.ask<Upload>("POST", "uploads", {
      name: file.name,
      mime: file.type,
      size: file.size,
    });
    let put: Response;
    try {
      put = await fetch(up.url, { method: up.method, headers: up.headers, body: file });
    } catch {
      throw new Refusal(0, "offline", 0);
    }
    if (!put.ok) throw new Refusal(put.status >= 500 ? 503 : 422, "upload_refused", 0);
    return up.id;
  }

  private async ask<T>(
    method: string,
    path: string,
    body?: unknown,
    query: Record<string, string> = {},
  ): Promise<T> {
    const url = new URL(`${this.base}/webchat/v1/${path}`);
    // The browser's own question before a request carries no token: the address names the channel.
    url.search = new URLSearchParams({ channel: this.channel, ...query }).toString();
    const headers: Record<string, string> = {};
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (this.token && path !== "sessions") headers["Authorization"] = `Bearer ${this.token}`;
    const end = new AbortController();
    const late = setTimeout(() => end.abort(), PATIENCE);
    try {
      const answer = await fetch(url, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        signal: end.signal,
      });
      if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
      const problem = (await answer.json().catch(() => ({}))) as { code?: string };
      throw new Refusal(answer.status, problem.code ?? "", Number(answer.headers.get("Retry-After")) || 0);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal(0, "offline", 0);
    } finally {
      clearTimeout(late);
    }
  }
}

/** The pause before try n (from 0), in milliseconds: it doubles up to a minute, and chance takes any part of
 * it, so that a crowd that lost its line together does not come back together. */
export function pause(n: number): number {
  return Math.random() * Math.min(60_000, 1000 * 2 ** Math.min(n, 10));
}
