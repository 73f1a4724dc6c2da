import { brokenOff, serve, tooLate } from "./served";

import { afterEach, describe, expect, test, vi } from "vitest";

import { Beginning, couldBePhone, offered } from "./begin";
import { message, row } from "./made";

const person = (
  id: string,
  name: string,
  phone: string,
  at: number,
  kind: "whatsapp" | "webchat" = "whatsapp",
) => ({
  ...row({ id, channelKind: kind, activityAt: new Date(at).toISOString() }),
  contact: { id, name, phone },
});

const rows = Object.fromEntries(
  [
    person("a", "José Álvarez", "+34600111222", 1),
    person("b", "Josefine", "+4915123456", 2),
    person("c", "Jo on the web", "+4915123456", 3, "webchat"),
  ].map((r) => [r.id, r]),
);

test.each([
  ["jose", ["b", "a"]],
  ["ALVAREZ", ["a"]],
  ["0151 23", ["b"]],
  ["+34 600", ["a"]],
  ["nobody", []],
  ["  ", []],
])("typing %j offers %j", (typed, ids) => {
  expect(offered({ rows }, typed).map((r) => r.id)).toEqual(ids);
});

test.each([
  ["+49 (151) 23-45", true],
  ["0151/2345", true],
  ["1234", false],
  ["Ana 151", false],
  ["", false],
])("%j is meant as a number: %s", (typed, meant) => {
  expect(couldBePhone(typed)).toBe(meant);
});

afterEach(() => void vi.useRealTimers());

describe("a first message whose answer", () => {
  const first = {
    channelId: "ch1",
    phone: "+34600111222",
    template: { name: "hi", language: "en" },
    text: "Hi",
  };

  /** Sends it and lets the pauses between its tries pass at once. */
  async function sent(beginning: Beginning) {
    const end = vi.fn();
    const sending = beginning.send(first).finally(end);
    sending.catch(() => undefined);
    await vi.waitFor(() => {
      vi.runAllTimers();
      expect(end).toHaveBeenCalled();
    });
    return sending;
  }

  test.each([
    ["comes too late", () => Promise.reject(tooLate())],
    ["breaks off", () => brokenOff()],
  ])("%s is asked for again under the same id", async (_, no) => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const calls = serve((_call, nth) =>
      nth === 1 ? no() : { conversation: row({ id: "a" }), message: message(1, { direction: "out" }) },
    );
    expect((await sent(new Beginning())).id).toBe("a");
    expect(calls).toHaveLength(2);
    expect(calls[1]?.body["clientId"]).toBe(calls[0]?.body["clientId"]);
  });

  test("never comes keeps its id for when it is sent by hand again", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const calls = serve(() => Promise.reject(tooLate()));
    const beginning = new Beginning();
    await expect(sent(beginning)).rejects.toMatchObject({ code: "unreadable" });
    await expect(sent(beginning)).rejects.toMatchObject({ code: "unreadable" });
    expect(new Set(calls.map((call) => call.body["clientId"])).size).toBe(1);
  });
});
