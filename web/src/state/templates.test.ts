import { refusal, serve } from "./served";

import { InfiniteQueryObserver, type InfiniteQueryObserverResult } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";

import { queries } from "./resources";
import { goesOn, listOf } from "./templates";

const LIST = "GET /channels/ch1/templates";
const template = (name: string) => ({ id: name, name, language: "en", status: "approved", parts: [] });

let leave = () => {};
afterEach(() => {
  leave();
  queries.clear();
});

/** Lets everything run that is ready to. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

/** Reads on as a list does that stands at its end: whenever anything has changed. */
function atTheEnd() {
  const observer = new InfiniteQueryObserver(queries, { ...listOf("ch1", {}), retry: false });
  const read = (now: InfiniteQueryObserverResult) => {
    if (goesOn(now) && !now.isFetching) void observer.fetchNextPage();
  };
  leave = observer.subscribe(read);
  return observer;
}

/** A list of two pages, the second of which is there from the n-th time on that it is asked for. */
function answering(from: number) {
  let seconds = 0;
  return serve(async ({ query }) => {
    await turn();
    if (!query.has("cursor")) return { items: [template("a")], cursor: "2" };
    return ++seconds < from ? refusal(503, "busy") : { items: [template("b")] };
  });
}

test("a page that could not be read is not asked for without end, and the error stands", async () => {
  const calls = answering(Infinity);
  const list = atTheEnd();
  await vi.waitFor(() => expect(list.getCurrentResult().isError).toBe(true));
  for (let turns = 0; turns < 20; turns++) await turn();
  expect(calls.map((call) => call.name)).toEqual([LIST, LIST]);
  expect(list.getCurrentResult()).toMatchObject({ hasNextPage: true, error: { code: "busy" } });
  expect(goesOn(list.getCurrentResult())).toBe(false);
});

test("a list that is read again after such an error goes on to its end", async () => {
  answering(2);
  const list = atTheEnd();
  await vi.waitFor(() => expect(list.getCurrentResult().isError).toBe(true));
  await list.refetch();
  await vi.waitFor(() => expect(list.getCurrentResult().data?.pages).toHaveLength(2));
  expect(list.getCurrentResult()).toMatchObject({ error: null, hasNextPage: false });
});
