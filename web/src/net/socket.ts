import { issueSocketTicket } from "./calls";
import type { Down, Up } from "./shapes";

/** live: heard from within the last pings. catching: connected, not yet welcomed. offline: no socket. */
export type Connection = "live" | "catching" | "offline";

/** How often the socket says it is there, and how long it waits for any answer; milliseconds. */
const PING_EVERY = 25_000;
const PONG_WITHIN = 10_000;
const LONGEST_WAIT = 30_000;

interface Ears {
  /** The sequence the client has, for hello and ping. */
  since: () => number;
  onFrame: (frame: Down) => void;
  onConnection: (connection: Connection) => void;
}

export interface Socket {
  say: (up: Up) => void;
  hello: () => void;
  /** Tries now instead of waiting for the next attempt. */
  hurry: () => void;
  close: () => void;
}

/** The wait before attempt n (from 0): full jitter under a doubling ceiling, in milliseconds. */
export function backoff(attempt: number, random: number): number {
  return random * Math.min(LONGEST_WAIT, 500 * 2 ** attempt);
}

/** Keeps one socket open for as long as the session lasts. */
export function openSocket(ears: Ears): Socket {
  let socket: WebSocket | undefined;
  let attempt = 0;
  let closed = false;
  let connecting = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const say = (up: Up) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(up));
  };
  const hello = () => {
    ears.onConnection("catching");
    say({ t: "hello", since: ears.since() });
  };
  const ping = () => {
    if (socket?.readyState !== WebSocket.OPEN) return;
    say({ t: "ping", since: ears.since() });
    silence ??= setTimeout(() => socket?.close(), PONG_WITHIN);
  };
  const heard = (frame: Down) => {
    clearTimeout(silence);
    silence = undefined;
    // The browser may have called itself offline while the socket lived on: an answered ping ends that.
    if (frame.t === "pong") ears.onConnection("live");
    ears.onFrame(frame);
    if (frame.t !== "welcome" && frame.t !== "resync") return;
    attempt = 0;
    ears.onConnection("live");
  };
  const lost = () => {
    clearTimeout(silence);
    silence = undefined;
    socket = undefined;
    connecting = false;
    if (closed) return;
    ears.onConnection("offline");
    clearTimeout(retry);
    retry = setTimeout(() => void connect(), backoff(attempt, Math.random()));
    attempt += 1;
  };
  const connect = async () => {
    if (closed || connecting || socket) return;
    connecting = true;
    try {
      const { url } = await issueSocketTicket();
      if (closed) return;
      socket = new WebSocket(url);
    } catch {
      lost();
      return;
    }
    connecting = false;
    socket.addEventListener("open", hello);
    socket.addEventListener("close", lost);
    socket.addEventListener("message", (event) => {
      const frame = frameOf(event.data);
      if (frame) heard(frame);
    });
  };
  const hurry = () => {
    attempt = 0;
    clearTimeout(retry);
    if (socket) ping();
    else void connect();
  };
  const pulse = setInterval(ping, PING_EVERY);
  void connect();

  const close = () => {
    closed = true;
    clearInterval(pulse);
    clearTimeout(retry);
    clearTimeout(silence);
    socket?.close();
  };
  return { say, hello, hurry, close };
}

/** A frame this client can read; anything else is left alone. */
function frameOf(data: unknown): Down | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null && "t" in value ? (value as Down) : undefined;
  } catch {
    return undefined;
  }
}
