import type { Thread } from "./desk";
import { shoot } from "./shoot";
import { ADMIN, expect, test } from "./story";
import { openShop, sign, Visitor } from "./visitor";

test("kinds of message on WhatsApp", async ({ desk, phone }) => {
  const agent = await desk(ADMIN, { colorScheme: "light" });
  const customer = await phone.meet("Nora Lindqvist");
  await phone.write(customer, "Where do I find you?");
  const thread = await agent.open(customer.name);
  for (const type of ["location", "order", "audio"]) await phone.send(customer, { type });
  await phone.send(customer, { type: "interactive", kind: "list_reply", text: "Express", payload: "e" });
  await expect(thread.said("Express")).toContainText("Chose from a list");
  await expect(thread.history.getByRole("button", { name: "Play" })).toBeVisible();
  await shoot(agent.page, "kinds-whatsapp");
});

test("kinds of message on Messenger", async ({ desk, phone }) => {
  const agent = await desk(ADMIN, { colorScheme: "light" });
  const customer = await phone.meet("Mika Sand", "messenger");
  await phone.send(customer, { type: "postback", text: "Ask about a bike", payload: "ASK" });
  await phone.write(customer, "Do you have these three?");
  const thread = await agent.openSaid("Do you have these three?");
  await phone.send(customer, { type: "image", album: 3 });
  await drawn(thread);
  await expect(thread.said("Ask about a bike")).toContainText("Pressed a button");
  await shoot(agent.page, "kinds-messenger");
});

test("kinds of message on Instagram", async ({ desk, phone }) => {
  const agent = await desk(ADMIN, { colorScheme: "light" });
  const customer = await phone.meet("Noa Lund", "instagram");
  await phone.send(customer, { type: "story_reply", text: "Lovely! Is it for sale?" });
  const thread = await agent.openSaid("Lovely! Is it for sale?");
  await expect(thread.said("Lovely!")).toContainText("Stories are not kept");
  await phone.send(customer, { type: "image", album: 3 });
  await drawn(thread);
  await shoot(agent.page, "kinds-instagram");
});

test("comments", async ({ desk, phone }) => {
  const agent = await desk(ADMIN, { colorScheme: "light" });
  const customer = await phone.meet("Tessa Bloom", "messenger");
  await phone.comment(customer, "How much is the blue one?", { platform: "messenger" });
  await agent.page.getByRole("tab", { name: /Comments/ }).click();
  const thread = await agent.openSaid("How much is the blue one?");
  await thread.composer.fill("It is 499 €, and in stock.");
  await thread.composer.press("Enter");
  await expect(thread.said("in stock")).toContainText(/Sent|Delivered/);
  await thread.history.getByRole("button", { name: /^Reply privately/ }).click();
  await agent.page.keyboard.type("I put one aside for you until Friday.");
  await shoot(agent.page, "kinds-comments");
});

test("a web chat, with the visitor's page beside it", async ({ browser, context, desk, baseURL }) => {
  const shop = await openShop(baseURL ?? "", "Halden lamps", { identify: true });
  const now = Math.floor(Date.now() / 1000);
  const token = sign({ id: "4711", name: "Ingrid Halden", iat: now, exp: now + 3600 }, shop.secret);
  const visitor = await Visitor.at(context, shop, { token });
  await visitor.page.setViewportSize({ width: 440, height: 900 });
  await visitor.opens();
  await visitor.writes("Do you repair lamps from 1974?");
  await visitor.stored("Do you repair lamps");
  const agent = await desk(ADMIN, { colorScheme: "light", viewport: { width: 1000, height: 900 } });
  const thread = await agent.open("Ingrid Halden");
  await thread.answer("Yes, all of them. A photo of the socket would help.");
  await visitor.writes("Here it is, a bit dusty.");
  await expect(thread.said("a bit dusty")).toBeVisible();
  await thread.answer("That is an E14: we have it here. Come any day.");
  await expect(thread.said("Come any day.")).toContainText("Read");
  await expect(thread.region.getByText(/is typing/)).toHaveCount(0);
  await agent.page.mouse.move(0, 0);

  const sheet = await browser.newPage({ viewport: { width: 1460, height: 900 } });
  const pictures = [await agent.page.screenshot(), await visitor.page.screenshot()];
  const images = pictures.map((p) => `<img src="data:image/png;base64,${p.toString("base64")}">`);
  await sheet.setContent(`<body style="margin:0;display:flex;gap:20px">${images.join("")}`);
  await expect(sheet.locator("img").last()).not.toHaveJSProperty("naturalWidth", 0);
  await shoot(sheet, "kinds-webchat");
  await sheet.close();
});

/** Waits until all pictures of an album have come. */
async function drawn(thread: Thread): Promise<void> {
  const photos = thread.history.getByRole("img", { name: /^Photo/ });
  await expect(photos).toHaveCount(3);
  for (const photo of await photos.all()) await expect(photo).not.toHaveJSProperty("naturalWidth", 0);
}
