import { refusal, serve } from "./served";

import { beforeEach, expect, test } from "vitest";

import { close, take } from "./act";
import { row, signedIn } from "./made";
import { onNotice, type Notice } from "./notice";
import { happen, now } from "./store";

const me = { userId: "me" };
let notices: Notice[] = [];

beforeEach(() => {
  happen({ kind: "signedOut" });
  if (signedIn.me) happen({ kind: "signedIn", me: signedIn.me, now: Date.parse(signedIn.me.now) });
  happen({ kind: "row", row: row({ id: "a", version: 1 }) });
  notices = [];
  onNotice((notice) => void notices.push(notice));
});

/** A server on which taking and closing arrive in this order, and the row is by then as told. */
function answering(present: ReturnType<typeof row>) {
  return serve(({ name, body }) => {
    switch (name) {
      case "POST /conversations/a/claim":
        return row({ id: "a", version: 2, assignee: me });
      case "GET /conversations/a":
        return present;
      default:
        return body["version"] === present.version
          ? { ...present, version: present.version + 1, status: "closed" }
          : refusal(409, "stale_version");
    }
  });
}

const closings = (calls: ReturnType<typeof serve>) =>
  calls.filter((call) => call.name.endsWith("/close")).map((call) => call.body["version"]);

test("what a person does before their last act is answered is no stranger's change", async () => {
  const calls = answering(row({ id: "a", version: 2, assignee: me }));
  expect(await Promise.all([take("a"), close("a")])).toEqual([true, true]);
  expect(closings(calls)).toEqual([1, 2]);
  expect(notices).toEqual([]);
  expect(now().rows["a"]).toMatchObject({ status: "closed", assignee: me });
});

test("what a colleague did meanwhile refuses an act, and is told", async () => {
  const calls = answering(row({ id: "a", version: 3, assignee: { userId: "ben" } }));
  expect(await Promise.all([take("a"), close("a")])).toEqual([true, false]);
  expect(closings(calls)).toEqual([1]);
  expect(notices).toMatchObject([{ tried: "close", fault: { code: "stale_version" } }]);
});
