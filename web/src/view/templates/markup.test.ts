import { expect, test } from "vitest";

import { runsOf, type Run } from "./markup";

/** Runs as a line: <b>, <i>, <s>, <m>. */
const line = (runs: readonly Run[]): string => {
  const tags = { bold: "b", italic: "i", struck: "s", set: "m" } as const;
  return runs
    .map(({ as, inside }) => {
      const words = typeof inside === "string" ? inside : line(inside);
      return as === "plain" ? words : `<${tags[as]}>${words}</${tags[as]}>`;
    })
    .join("");
};

test.each([
  ["Hello *Ana*, _welcome_ ~back~", "Hello <b>Ana</b>, <i>welcome</i> <s>back</s>"],
  ["*bold _and italic_*", "<b>bold <i>and italic</i></b>"],
  ["```2 * 3 * 4``` and `a_b_c`", "<m>2 * 3 * 4</m> and <m>a_b_c</m>"],
  ["2*3*4 and snake_case_name", "2*3*4 and snake_case_name"],
  ["* not bold * and *not\nbold*", "* not bold * and *not\nbold*"],
  ["**", "**"],
  ["(*bold*), *two words*.", "(<b>bold</b>), <b>two words</b>."],
  ["", ""],
])("%j reads as %j", (text, expected) => {
  expect(line(runsOf(text))).toBe(expected);
});
