import { picture } from "./picture";
import { ADMIN, expect, test } from "./story";

test("a comment is answered in public, once in private, and hidden", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Cora Comment", "messenger");
  await phone.comment(customer, "How much is the green one?", { platform: "messenger" });
  await page.getByRole("tab", { name: /Comments/ }).click();
  const thread = await agent.openSaid("How much is the green one?");
  const { region, history } = thread;
  await expect(history.getByText("Comments on the post")).toBeVisible();
  const posts = (await phone.posts("messenger", ACCOUNT)).map((post) => post.text);
  await expect
    .poll(async () => posts.includes((await history.getByRole("note").locator("p").textContent()) ?? ""))
    .toBe(true);

  const mine = async () =>
    (await phone.comments(ACCOUNT)).find(
      (c) => c.text === "How much is the green one?" && c.direction === "in",
    );

  await thread.composer.fill("It is 499 €.");
  await thread.composer.press("Enter");
  await expect(thread.said("It is 499 €.")).toContainText(/Sent|Delivered/);
  await expect
    .poll(async () =>
      (await phone.comments(ACCOUNT)).filter((c) => c.text === "It is 499 €.").map((c) => c.parent),
    )
    .toEqual([(await mine())?.id]);

  await history.getByRole("button", { name: /^Reply privately/ }).click();
  await expect(region.getByText(/Only the author reads this/)).toBeVisible();
  await page.keyboard.type("Here is a voucher, for you alone.");
  await page.keyboard.press("Enter");
  await expect(thread.said("Here is a voucher")).toContainText("In private");
  await expect(history.getByText("Answered privately")).toBeVisible();
  await expect(history.getByRole("button", { name: /^Reply privately/ })).toHaveCount(0);
  await expect.poll(async () => Boolean((await mine())?.privateReply)).toBe(true);

  await history.getByRole("button", { name: "Hide", exact: true }).click();
  await expect(history.getByText("Hidden from everybody else")).toBeVisible();
  await expect.poll(async () => (await mine())?.hidden).toBe(true);
  await history.getByRole("button", { name: "Show again" }).click();
  await expect(history.getByText("Hidden from everybody else")).toHaveCount(0);
});

test("a private answer that nobody knows the end of is told, and a second one is offered as perhaps", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const customer = await phone.meet("Uma Unsure", "messenger");
  await phone.comment(customer, "Do you ship to Malta?", { platform: "messenger" });
  await page.getByRole("tab", { name: /Comments/ }).click();
  const thread = await agent.openSaid("Do you ship to Malta?");
  const { region, history, composer } = thread;
  const privately = history.getByRole("button", { name: /^Reply privately/ });

  await phone.misbehave({ refuse: { count: 1, code: 0, status: 502, customer: customer.id } });
  await privately.click();
  await composer.fill("We do, for 12 €.");
  await composer.press("Enter");
  await expect(thread.said("We do, for 12 €.")).toContainText("did not confirm");
  await expect(privately).toContainText("perhaps");
  await picture(page, "comment-perhaps");

  await privately.click();
  await expect(region.getByText(/nobody knows whether the last one arrived/)).toBeVisible();
  await composer.fill("We ship to Malta for 12 €.");
  await composer.press("Enter");
  await expect(thread.said("We ship to Malta for 12 €.")).toContainText(/Sent|Delivered/);
  await expect(history.getByText("Answered privately", { exact: true })).toBeVisible();
  await expect(privately).toHaveCount(0);
});

/** The Page that the phone's Messenger customers write to. */
const ACCOUNT = "200000000000001";
