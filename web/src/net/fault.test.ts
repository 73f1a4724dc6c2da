import { expect, test } from "vitest";

import { asFault, Fault, faultOf } from "./fault";

test.each([
  ["no connection", true, asFault(new TypeError("Failed to fetch"))],
  ["an answer that takes too long", true, asFault(new DOMException("", "TimeoutError"))],
  ["an answer that breaks off", true, asFault(new DOMException("", "NetworkError"))],
  ["a success that is not ours", true, asFault(new SyntaxError("<html>"))],
  ["a success that says nothing", true, faultOf(200, undefined)],
  ["a server that is not well", true, faultOf(503, "<html>")],
  ["a server that is asked too often", true, faultOf(429, { code: "slow_down", detail: "" })],
  ["a proxy's no", false, faultOf(403, "<html>")],
  ["the server's no", false, faultOf(409, { code: "stale_version", detail: "" })],
  ["a file that is lost here", false, new Fault("file_lost", 0, "")],
])("%s may pass: %s", (_, passing, fault) => {
  expect(fault.passing).toBe(passing);
});
