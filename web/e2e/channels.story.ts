import { ADMIN, expect, test } from "./story";

test("every kind of channel is connected, looked at and changed", async ({ desk }) => {
  const { page } = await desk(ADMIN);
  await page.goto("/settings/channels");
  const card = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  const dialog = page.getByRole("dialog");
  const connect = async (kind: string) => {
    await page.getByRole("button", { name: "Connect a channel" }).click();
    await dialog.getByRole("button", { name: kind }).click();
  };

  await connect("WhatsApp");
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(dialog.getByText("Fill this in.")).toHaveCount(2);
  await dialog.getByRole("textbox", { name: "Phone number id" }).fill("330033003300");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Second line");
  await dialog.getByRole("textbox", { name: "WhatsApp Business account id" }).fill("880088008800");
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(card("Second line")).toContainText("Not checked");

  await card("Second line").getByRole("button", { name: "Edit Second line" }).click();
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Orders line");
  await dialog.getByRole("textbox", { name: "Access token" }).fill("EAAG-demo");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(card("Orders line")).toContainText("Working");

  await connect("Messenger");
  await dialog.getByRole("textbox", { name: "Page id" }).fill("770077007700");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Garden Page");
  await dialog.getByRole("textbox", { name: "Access token" }).fill("EAAG-page");
  await dialog.getByRole("switch", { name: "People may answer for seven days" }).check({ force: true });
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(card("Garden Page")).toContainText("Working");
  await expect(card("Garden Page")).toContainText("People have 7 days");
  await card("Garden Page").getByRole("button", { name: "Check now: Garden Page" }).click();
  await expect(card("Garden Page")).toContainText("Working");

  await connect("Instagram");
  await dialog.getByText("Instagram itself").click();
  await expect(dialog.getByRole("textbox", { name: "Page id" })).toHaveCount(0);
  await dialog.getByRole("textbox", { name: "Instagram account id" }).fill("17841400000000042");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Garden pictures");
  await dialog.getByRole("textbox", { name: "Access token" }).fill("IGAA-demo");
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(card("Garden pictures")).toContainText("Working");

  await connect("Web chat");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Shop chat");
  await dialog.getByRole("textbox", { name: "Pages that may embed it" }).fill("shop.example");
  await expect(dialog.getByText("shop.example is no address of a page's server.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Pages that may embed it" }).fill("https://shop.example/");
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(dialog.getByText(/widget\.js" data-channel="[^"]+"/)).toBeVisible();
  await dialog.getByRole("button", { name: "Make a new one" }).click();
  await expect(dialog.getByText("The present one stops working at once.")).toBeVisible();
  await dialog.getByRole("button", { name: "Make a new one" }).click();
  await expect(dialog.getByLabel("Signing secret")).toHaveText(/\S{32,}/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(card("Shop chat")).toBeVisible();
});

test("a body for an account nobody connected is kept, tried and replayed", async ({ desk, phone }) => {
  const { page, list } = await desk(ADMIN);
  const customer = await phone.meet("Quintus Ferrer");
  const account = "660066006600";
  await phone.send(customer, { to: account, type: "text", text: "Is anybody there?" });

  await page.goto("/settings/quarantine");
  const row = page.getByRole("row").filter({ hasText: account });
  await expect(async () => {
    await page.reload();
    await expect(row).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await row.getByRole("button", { name: "Show" }).click();
  const body = page.getByLabel("What came");
  await expect(body).toContainText("Is anybody there?");
  await page.getByRole("button", { name: "See what it would do" }).click();
  await expect(page.getByText("not connected")).toBeVisible();
  const text = (await body.textContent()) ?? "";

  await page.goto("/settings/channels");
  await page.getByRole("button", { name: "Connect a channel" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "WhatsApp" }).click();
  await dialog.getByRole("textbox", { name: "Phone number id" }).fill(account);
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Night line");
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Night line" })).toBeVisible();

  await page.goto("/settings/lab");
  await page.getByRole("textbox", { name: "Body of a webhook" }).fill(text);
  await page.getByRole("button", { name: "See what would happen" }).click();
  await expect(page.getByText("From Quintus Ferrer")).toContainText("Message");
  await expect(page.getByText("1 message", { exact: true })).toBeVisible();
  await page.goto("/inbox");
  await expect(list).toBeVisible();
  await expect(list.getByRole("link").filter({ hasText: "Quintus Ferrer" })).toHaveCount(0);

  await page.goto("/settings/quarantine");
  await row.getByRole("button", { name: "Show" }).click();
  await page.getByRole("button", { name: "Replay it" }).click();
  await expect(row).toHaveCount(0);
  await page.goto("/inbox");
  await expect(list.getByRole("link").filter({ hasText: "Quintus Ferrer" })).toContainText(
    "Is anybody there?",
  );
});
