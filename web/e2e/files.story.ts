import type { Page, Route } from "@playwright/test";

import { PNG, file, hand } from "./file";
import { ADMIN, expect, test } from "./story";
import { openShop, Visitor } from "./visitor";

const png = (name: string) => file(name, "image/png", PNG);

test("a file is dropped or pasted, waits while another conversation is open, and is sent", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const [customer, other] = [await phone.meet("Dora Zieh"), await phone.meet("Otto Anders")];
  await phone.write(customer, "Show me, please.");
  await phone.write(other, "And me?");
  const thread = await agent.open(customer.name);
  const tray = thread.region.getByRole("list", { name: "Files to send" });

  await hand(thread.history, "drop", "dropped.png", "image/png");
  await expect(tray.getByText("dropped.png")).toBeVisible();
  await expect(thread.reply).toBeFocused();
  await hand(thread.reply, "paste", "pasted.png", "image/png");
  await expect(tray.getByText("pasted.png")).toBeVisible();

  const elsewhere = await agent.open(other.name);
  await expect(elsewhere.said("And me?")).toBeVisible();
  await expect(elsewhere.region.getByRole("list", { name: "Files to send" })).toHaveCount(0);
  await agent.open(customer.name);
  await expect(tray.getByRole("listitem")).toHaveCount(2);
  await thread.reply.press("Enter");
  await expect(tray).toHaveCount(0);
  await expect
    .poll(async () => (await phone.seen(customer)).filter((b) => b.direction === "out").map((b) => b.type))
    .toEqual(["image", "image"]);
});

test("an upload is cancelled, refused and sent again, and goes on by itself after a broken line", async ({
  desk,
  phone,
}) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Ulla Versuch");
  await phone.write(customer, "Can I see it?");
  const thread = await agent.open(customer.name);
  const sent = async () => (await phone.seen(customer)).filter((b) => b.direction === "out");
  const send = async (words: string) => {
    await thread.files.setInputFiles([png(`${words}.png`)]);
    await thread.reply.fill(words);
    await thread.reply.press("Enter");
  };

  // Held until somebody gives up: the browser drops the request, and nothing was sent.
  const held = await uploads(agent.page, () => undefined);
  await send("Cancelled");
  await expect.poll(held.count).toBe(1);
  await thread.said("Cancelled").getByRole("button", { name: "Cancel" }).click();
  await expect(thread.said("Cancelled")).toHaveCount(0);
  await held.end();

  const refusing = await uploads(agent.page, (route) => route.fulfill({ status: 403 }));
  await send("Refused");
  const refused = thread.said("Refused");
  await expect(refused.getByRole("alert")).toContainText("Not sent. The file could not be stored.");
  await refusing.end();
  await refused.getByRole("button", { name: "Send again" }).click();
  await expect(refused).toContainText("Delivered");

  const broken = await uploads(agent.page, (route) => route.abort("connectionreset"));
  await send("Broken");
  await expect.poll(broken.count).toBeGreaterThan(0);
  await broken.end();
  await expect(thread.said("Broken")).toContainText("Delivered");
  expect((await sent()).map((b) => [b.type, b.text])).toEqual([
    ["image", "Refused"],
    ["image", "Broken"],
  ]);
});

test("a file that failed on its way is sent again as it was", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Frieda Fehl");
  await phone.write(customer, "What shall it look like?");
  const thread = await agent.open(customer.name);
  await phone.misbehave({ fail: { count: 1, code: 131026, customer: customer.id } });
  await thread.files.setInputFiles([png("plan.png")]);
  await thread.reply.fill("The plan");
  await thread.reply.press("Enter");
  const first = thread.said("The plan").first();
  await expect(first).toContainText("Not delivered");
  await first.getByRole("button", { name: "Retry" }).click();
  await expect(first).toContainText("Sent again below");
  await expect(thread.said("The plan").last()).toContainText("Delivered");
  await expect(thread.said("The plan").last().getByRole("img", { name: "The plan" })).toBeVisible();

  await phone.misbehave({ fail: { count: 1, code: 131026, customer: customer.id } });
  await thread.files.setInputFiles([png("map.png")]);
  await thread.reply.fill("The map");
  await thread.reply.press("Enter");
  await expect(thread.said("The map")).toContainText("Not delivered");
  await agent.page.reload();
  await expect(thread.said("The map")).toContainText("attach it again to send it");
  await expect(thread.said("The map").getByRole("button", { name: "Retry" })).toHaveCount(0);
});

test("on web chat sound is refused in words", async ({ context, desk, baseURL }) => {
  const visitor = await Visitor.at(context, await openShop(baseURL ?? "", "Quiet shop"));
  await visitor.opens();
  await visitor.writes("Please call me back");
  await visitor.stored("Please call me back");
  const agent = await desk(ADMIN);
  const thread = await agent.open(await visitor.name());
  await thread.files.setInputFiles([file("voice.mp3", "audio/mpeg", "ID3")]);
  await expect(thread.region.getByText("Sound can't be sent on this channel.")).toBeVisible();
  await expect(thread.region.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
});

/** Stands between the browser and the place where files go, until it ends. */
async function uploads(page: Page, act: (route: Route) => unknown) {
  let seen = 0;
  const handler = async (route: Route) => {
    if (route.request().method() !== "PUT") return route.fallback();
    seen++;
    await act(route);
  };
  await page.route("**/*", handler);
  return { count: () => seen, end: () => page.unroute("**/*", handler) };
}
