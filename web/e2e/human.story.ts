import { ADMIN, expect, test } from "./story";

test("on Messenger a person may answer for seven days, and is told by which rule", async ({
  desk,
  phone,
  pass,
}) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Hedwig Mensch", "messenger");
  await phone.write(customer, "Are you still there on Sunday?");
  const thread = await agent.openSaid("Are you still there on Sunday?");
  const left = thread.region.getByRole("timer");
  await expect(left).toContainText("24-hour rule");

  await pass("24h");
  await expect(thread.region.getByText(/^Only a person's own words may go out now\. It ends/)).toBeVisible();
  await expect(left).toContainText(/5d left.*only a person may answer/);
  await thread.composer.fill("Yes, from ten to four.");
  await thread.composer.press("Enter");
  await expect(thread.said("Yes, from ten to four.")).toContainText(/Sent|Delivered|Read/);
  await expect
    .poll(async () => (await phone.seen(customer)).filter((b) => b.direction === "out"))
    .toMatchObject([{ text: "Yes, from ten to four.", human: true }]);

  // A machine's clock that is moved says nothing by itself; a page that is opened asks for the time.
  await pass("143h");
  await agent.page.reload();
  await expect(left).toHaveAttribute("data-level", "urgent");
  const before = (await left.textContent()) ?? "";
  await expect(left).not.toHaveText(before);

  await pass("1h");
  await agent.page.reload();
  await expect(thread.region.getByText(/has to write first\.$/)).toBeVisible();
  await expect(thread.region.getByText(/lets a person answer for 7 days/)).toBeVisible();
  await expect(thread.composer).toHaveCount(0);
});
