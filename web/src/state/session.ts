import * as calls from "../net/calls";
import * as session from "../net/session";
import { asFault, Fault } from "../net/fault";
import { watchClosing } from "./closing";
import { keepOutbox, readOutbox } from "./kept";
import { goLive } from "./live";
import { restoreOutbox } from "./outbox";
import { happen } from "./store";

export { Fault } from "../net/fault";

/** Where a visit stands; the views show one screen for each. */
export type Visit = { kind: "in" } | { kind: "out" } | { kind: "broken"; fault: Fault };

let leave: () => void = () => {};

/** Takes up the session of the last visit, if the cookie still holds. */
export async function resume(): Promise<Visit> {
  try {
    return (await session.renew()) ? await begin() : { kind: "out" };
  } catch (thrown) {
    return { kind: "broken", fault: asFault(thrown) };
  }
}

export type Entry = { kind: "in" } | { kind: "newPassword"; session: string } | { kind: "no"; fault: Fault };

export function enter(email: string, password: string): Promise<Entry> {
  return entering(() => session.signIn(email, password));
}

export function enterWithNewPassword(email: string, step: string, password: string): Promise<Entry> {
  return entering(() => session.chooseNewPassword(email, step, password));
}

async function entering(ask: () => Promise<session.Entrance>): Promise<Entry> {
  try {
    const entrance = await ask();
    if (entrance.kind === "newPassword") return entrance;
    await begin();
    return { kind: "in" };
  } catch (thrown) {
    return { kind: "no", fault: asFault(thrown) };
  }
}

async function begin(): Promise<Visit> {
  const me = await calls.getMe();
  happen({ kind: "signedIn", me, now: Date.now() });
  const user = me.member.id;
  restoreOutbox(readOutbox(localStorage, user), (all) => keepOutbox(localStorage, user, all));
  leave();
  const ends = [goLive(), watchClosing()];
  leave = () => ends.forEach((end) => end());
  return { kind: "in" };
}

/** Ends the session here at once; that the server could not be told is no reason to stay in. */
export function exit(): void {
  void session.signOut().catch(() => undefined);
  end();
}

function end(): void {
  leave();
  leave = () => {};
  happen({ kind: "signedOut" });
}

session.onSignedOut(end);
