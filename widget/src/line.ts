import { pause } from "./net";

/** A ping keeps a socket from being closed for silence (after ten minutes); no answer means that it is dead. */
const PING = 240_000;
const PONG = 15_000;

/** The one socket of a visitor. It only says that there is something to read, or that somebody types. */
export class Line {
  private socket: WebSocket | undefined;
  private wanted = false;
  private tries = 0;
  private retry: number | undefined;
  private beat: number | undefined;
  private doubt: number | undefined;

  constructor(
    private readonly ticket: () => Promise<string>,
    private readonly hears: (word: string) => void,
  ) {}

  get open(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Opens the socket and keeps it open. */
  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    void this.connect();
  }

  /** Tries at once: the browser says that the network is back, or somebody looks at the page again. */
  hurry(): void {
    if (!this.wanted || this.socket) return;
    this.tries = 0;
    clearTimeout(this.retry);
    void this.connect();
  }

  stop(): void {
    this.wanted = false;
    clearTimeout(this.retry);
    this.drop();
  }

  private async connect(): Promise<void> {
    if (!this.wanted || this.socket) return;
    let socket: WebSocket;
    try {
      const url = await this.ticket();
      if (!this.wanted || this.socket) return;
      socket = new WebSocket(url);
    } catch {
      this.later();
      return;
    }
    this.socket = socket;
    socket.onopen = () => {
      this.beat = window.setInterval(() => this.ping(), PING);
      this.hears("open");
    };
    socket.onmessage = (event) => {
      this.tries = 0;
      clearTimeout(this.doubt);
      try {
        const frame = JSON.parse(String(event.data)) as { t?: string };
        if (frame.t) this.hears(frame.t);
      } catch {
        // What is not understood says nothing.
      }
    };
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.drop();
      this.hears("closed");
      this.later();
    };
  }

  private ping(): void {
    if (!this.open) return;
    this.socket?.send('{"t":"ping"}');
    clearTimeout(this.doubt);
    this.doubt = window.setTimeout(() => this.socket?.close(), PONG);
  }

  private drop(): void {
    clearInterval(this.beat);
    clearTimeout(this.doubt);
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }

  private later(): void {
    clearTimeout(this.retry);
    if (!this.wanted) return;
    this.retry = window.setTimeout(() => void this.connect(), pause(++this.tries));
  }
}
