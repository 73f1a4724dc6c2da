import { PhonePage } from "./phonepage";
import { ADMIN, expect, test } from "./story";

test("photo, voice message, document, sticker and location are drawn as what they are", async ({
  context,
  desk,
}) => {
  const agent = await desk(ADMIN);
  const phone = new PhonePage(await context.newPage());
  await phone.meet("Farid Azimi");
  await phone.write("Look at all of this.");
  const thread = await agent.open("Farid Azimi");

  await phone.attach("Photo");
  const photo = thread.history.getByRole("img", { name: "Photo" });
  await expect(photo).toBeVisible();
  await expect(photo).toHaveJSProperty("complete", true);
  await expect(photo).not.toHaveJSProperty("naturalWidth", 0);

  await phone.attach("Voice note");
  const voice = thread.history.getByLabel("Voice message", { exact: true });
  await expect(thread.history.getByRole("button", { name: "Play" })).toBeVisible();
  await expect.poll(() => voice.evaluate((el: HTMLAudioElement) => el.readyState)).toBeGreaterThan(0);

  await phone.attach("Document");
  await expect(thread.history.getByText("order-4711.pdf")).toBeVisible();
  await expect(thread.history.getByText(/^PDF · /)).toBeVisible();
  const popup = agent.page.waitForEvent("popup");
  const answer = agent.page.context().waitForEvent("response", (r) => r.url().includes("X-Amz-Signature"));
  await thread.history.getByRole("button", { name: "Download order-4711.pdf" }).click();
  expect((await answer).status()).toBe(200);
  await (await popup).close();

  await phone.attach("Sticker");
  const sticker = thread.history.getByRole("img", { name: "Sticker" });
  await expect(sticker).toBeVisible();
  await expect(sticker).not.toHaveJSProperty("naturalWidth", 0);

  await phone.attach("Location");
  await expect(thread.history.getByText(/Coordinates/)).toBeVisible();
});
