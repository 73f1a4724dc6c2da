import { file } from "./file";
import { ADMIN, expect, test } from "./story";

for (const platform of ["messenger", "instagram"] as const) {
  const title = platform === "messenger" ? "Messenger" : "Instagram";

  test(`on ${title} every kind of message is drawn as what it is`, async ({ desk, phone }) => {
    const agent = await desk(ADMIN);
    const customer = await phone.meet(`Direct ${title}`, platform);
    const first = await phone.write(customer, `Hello on ${title}`);
    const thread = await agent.openSaid(`Hello on ${title}`);
    const { history } = thread;

    await phone.send(customer, { type: "image", album: 3 });
    await expect(history.getByRole("img", { name: /^Photo/ })).toHaveCount(3);
    await history.getByRole("button", { name: "Photo 2" }).click();
    const viewer = agent.page.getByRole("dialog", { name: "2 of 3" });
    await expect(viewer.locator("img")).toBeVisible();
    await agent.page.keyboard.press("Escape");
    await expect(viewer).toHaveCount(0);

    await phone.send(customer, { type: "share", kind: "post" });
    await expect(history.getByText(/^Shared a/)).toBeVisible();
    await phone.send(customer, { type: "quick_reply", text: "Yes, today", payload: "y" });
    await expect(thread.said("Yes, today")).toContainText("Pressed a button");
    await phone.send(customer, { type: "postback", text: "Get started", payload: "GS" });
    await expect(thread.said("Get started")).toContainText("Pressed a button");
    await phone.send(customer, {
      type: "text",
      text: "By your ad",
      referral: { source: "ad", headline: "Sale" },
    });
    await expect(thread.said("By your ad")).toContainText("Came by an ad");
    if (platform === "instagram") {
      await phone.send(customer, { type: "story_reply", text: "Lovely" });
      await expect(thread.said("Lovely")).toContainText("Stories are not kept");
      await phone.send(customer, { type: "story_mention" });
      await expect(history.getByText("Named you in a story")).toBeVisible();
    }
    await phone.send(customer, { type: "reaction", target: first, text: "❤" });
    await expect(history.getByRole("img", { name: /reacted ❤/ })).toBeVisible();
    const gone = await phone.write(customer, "Not for you");
    await expect(thread.said("Not for you")).toBeVisible();
    await phone.send(customer, { type: "unsend", target: gone });
    await expect(thread.said("deleted this message.")).toBeVisible();
    await expect(thread.said("Not for you")).toHaveCount(0);
    await phone.staff(customer, "Written elsewhere", { platform });
    await expect(thread.said("Written elsewhere")).toContainText("From the platform's inbox");
  });

  test(`on ${title} what the channel can't carry is refused in words`, async ({ desk, phone }) => {
    const agent = await desk(ADMIN);
    const customer = await phone.meet(`Refused ${title}`, platform);
    await phone.write(customer, `Papers on ${title}, please`);
    const thread = await agent.openSaid(`Papers on ${title}, please`);
    await thread.files.setInputFiles([file("offer.pdf", "application/pdf", "%PDF-1.4")]);
    await expect(thread.region.getByText("PDF and CSV files can be sent on WhatsApp only.")).toBeVisible();
    await thread.region.getByRole("button", { name: "Remove offer.pdf" }).click();
    await thread.composer.fill("ä".repeat(platform === "messenger" ? 2001 : 501));
    await expect(thread.region.getByText(/over the limit of/).first()).toBeVisible();
    await expect(thread.region.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
    await thread.composer.fill("A short one");
    await thread.composer.press("Enter");
    await expect.poll(() => phone.answers(customer)).toContain("A short one");
  });
}
