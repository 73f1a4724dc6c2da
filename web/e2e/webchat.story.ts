import { ADMIN, expect, test } from "./story";
import { openShop, sign, Visitor } from "./visitor";

const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC",
  "base64",
);

test("a visitor and an agent write to each other, and a reload keeps it", async ({
  context,
  desk,
  baseURL,
}) => {
  const shop = await openShop(baseURL ?? "", "Halden & Co.");
  const visitor = await Visitor.at(context, shop);
  await visitor.opens();
  await expect(visitor.log).toContainText("Hello! How can we help?");
  await visitor.writes("Do you repair lamps from 1974? See https://example.com/lamp");
  await visitor.stored("Do you repair lamps");
  const link = visitor.said("Do you repair lamps").getByRole("link");
  await expect(link).toHaveAttribute("href", "https://example.com/lamp");
  await expect(link).toHaveAttribute("rel", /noopener/);

  const agent = await desk(ADMIN);
  const thread = await agent.open(await visitor.name());
  await expect(thread.said("Do you repair lamps")).toBeVisible();
  await thread.reply.pressSequentially("Yes, all");
  await expect(visitor.note).toContainText("typing");
  await thread.answer("Yes, all of them.");
  await expect(visitor.said("Yes, all of them.")).toContainText("Ada");
  await expect(visitor.note).not.toContainText("typing");
  await expect(thread.said("Yes, all of them.")).toContainText("Read");

  await visitor.text.pressSequentially("Thank");
  await expect(thread.region).toContainText("is typing");
  await visitor.writes("Thank you!");
  await expect(thread.said("Thank you!")).toBeVisible();

  // Closed, the widget counts what it has received; the agent sees that it was, and not that it was read.
  await visitor.page.keyboard.press("Escape");
  await expect(visitor.panel).toBeHidden();
  await expect(visitor.launcher).toBeFocused();
  await thread.answer("Come any day.");
  await expect(visitor.launcher).toHaveAccessibleName("Open chat, 1 new");
  await expect(thread.said("Come any day.")).toContainText("Delivered");

  await visitor.page.reload();
  await expect(visitor.launcher).toHaveAccessibleName("Open chat, 1 new");
  await visitor.opens();
  for (const text of ["Do you repair lamps", "Yes, all of them.", "Thank you!", "Come any day."])
    await expect(visitor.said(text)).toHaveCount(1);
  await expect(thread.said("Come any day.")).toContainText("Read");
  expect(await visitor.page.context().cookies()).toEqual([]);
});

test("what is written offline is kept over a reload, sent once, and seen in both tabs", async ({
  context,
  desk,
  baseURL,
}) => {
  const shop = await openShop(baseURL ?? "", "Two tabs");
  const one = await Visitor.at(context, shop);
  const two = await Visitor.at(context, shop);
  await one.opens();
  await two.opens();
  await one.writes("Here is tab one.");
  await expect(two.said("Here is tab one.")).toBeVisible();
  expect(await two.name()).toBe(await one.name());

  await context.setOffline(true);
  await expect(one.note).toContainText("You are offline.");
  await one.writes("From the tunnel.");
  await expect(one.said("From the tunnel.")).toContainText("Waits for the connection");
  await two.writes("Me too.");
  await context.setOffline(false);
  await one.stored("From the tunnel.");
  await two.stored("Me too.");
  await expect(one.said("Me too.")).toHaveCount(1);
  await expect(two.said("From the tunnel.")).toHaveCount(1);

  // Nothing goes out, as if the page were closed at once; the next visit sends it.
  await one.page.route("**/webchat/v1/messages*", (route) => route.abort());
  await one.writes("Before the reload.");
  await expect(one.note).toContainText("You are offline.");
  await one.page.unroute("**/webchat/v1/messages*");
  await one.page.reload();
  await one.opens();
  await one.stored("Before the reload.");
  await expect(two.said("Before the reload.")).toHaveCount(1);

  const agent = await desk(ADMIN);
  const thread = await agent.open(await one.name());
  for (const text of ["Here is tab one.", "From the tunnel.", "Me too.", "Before the reload."])
    await expect(thread.said(text)).toHaveCount(1);
});

test("without sockets the widget asks, and what came meanwhile is there", async ({
  context,
  desk,
  baseURL,
}) => {
  const shop = await openShop(baseURL ?? "", "No sockets");
  await context.routeWebSocket(/\/socket\b/, (line) => line.close());
  const visitor = await Visitor.at(context, shop);
  await visitor.opens();
  await visitor.writes("Can you hear me?");
  const agent = await desk(ADMIN);
  const thread = await agent.open(await visitor.name());
  await thread.answer("Loud and clear.");
  await expect(visitor.said("Loud and clear.")).toBeVisible();
});

test("a picture goes both to the agent and back into the thread", async ({ context, desk, baseURL }) => {
  const shop = await openShop(baseURL ?? "", "Pictures");
  const visitor = await Visitor.at(context, shop);
  await visitor.opens();
  const picker = visitor.panel.locator("input[type=file]");
  await picker.setInputFiles({
    name: "notes.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.4"),
  });
  await expect(visitor.note).toContainText("Only pictures");
  await picker.setInputFiles({ name: "lamp.png", mimeType: "image/png", buffer: PICTURE });
  await visitor.writes("This one.");
  const shown = visitor.said("This one.").getByRole("img", { name: "lamp.png" });
  await expect(shown).toBeVisible();
  await expect.poll(() => shown.evaluate((el) => (el as HTMLImageElement).naturalWidth)).toBe(10);

  // A page that calls itself a picture is refused when it is sent, and stays with its reason.
  await picker.setInputFiles({
    name: "evil.png",
    mimeType: "image/png",
    buffer: Buffer.from("<html><script>1</script>"),
  });
  await visitor.writes("And this.");
  await expect(visitor.said("And this.")).toContainText("Not sent.");
  await visitor.said("And this.").getByRole("button", { name: "Remove" }).click();
  await expect(visitor.said("And this.")).toHaveCount(0);

  const agent = await desk(ADMIN);
  const thread = await agent.open(await visitor.name());
  await expect(thread.said("This one.").getByRole("img").first()).toBeVisible();
  await expect(thread.said("And this.")).toHaveCount(0);
});

test("a channel that asks who visitors are takes them from the shop's server, and nobody else", async ({
  context,
  desk,
  baseURL,
}) => {
  const shop = await openShop(baseURL ?? "", "Members only", { identify: true });
  const stranger = await Visitor.at(context, shop);
  await stranger.launcher.click();
  await expect(stranger.note).toContainText("Please sign in");
  await expect(stranger.text).toBeDisabled();
  await stranger.page.close();

  const clock = (await (await fetch(`${shop.base}/_local/clock`)).json()) as { now: string };
  const now = Math.floor(Date.parse(clock.now) / 1000);
  const who = { id: "c-17", name: "Ingrid Solheim", email: "ingrid@example.com", iat: now, exp: now + 3600 };
  const forged = await Visitor.at(context, shop, { token: sign(who, "guessed") });
  await forged.launcher.click();
  await expect(forged.note).toContainText("Load the page again");
  await forged.page.close();

  const member = await Visitor.at(context, shop, { token: sign(who, shop.secret) });
  await member.opens();
  await member.writes("Where is my order?");
  await member.stored("Where is my order?");
  const agent = await desk(ADMIN);
  const thread = await agent.open("Ingrid Solheim");
  await thread.answer("On its way, Ingrid.");
  await expect(member.said("On its way, Ingrid.")).toBeVisible();

  // The same person elsewhere is the same person.
  const other = await context.browser()?.newContext({ locale: "en-GB" });
  if (!other) throw new Error("no browser");
  const again = await Visitor.at(other, shop, { token: sign(who, shop.secret) });
  await again.opens();
  await expect(again.said("On its way, Ingrid.")).toBeVisible();
  await other.close();
});

test("a page that is not on the list gets no chat", async ({ context, baseURL }) => {
  const shop = await openShop(baseURL ?? "", "Elsewhere", { origins: ["https://shop.example"] });
  const page = await context.newPage();
  const refused = page.waitForResponse((r) => r.url().includes("/webchat/v1/sessions"));
  await page.goto(`${shop.base}/sandbox/site?channel=${shop.channel}`);
  expect((await refused).status()).toBe(403);
  await expect(page.locator("transom-chat")).toBeHidden();
});
