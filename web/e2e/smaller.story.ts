import { ADMIN, expect, test } from "./story";

test("Escape closes a list or a menu of the templates, and nothing around it", async ({ desk, phone }) => {
  const agent = await desk(ADMIN);
  const { page } = agent;
  const { keyboard } = page;
  await phone.write(await phone.meet("Lia Liste"), "Write to me.");
  const thread = await agent.open("Lia Liste");
  await agent.row("Lia Liste").focus();
  await keyboard.press("Shift+T");
  const panel = thread.region.getByRole("region", { name: "Send a template" });
  const dialog = page.getByRole("dialog", { name: "New conversation" });
  for (const place of [panel, dialog]) {
    if (place === dialog) {
      await keyboard.press("c");
      await place.getByRole("combobox", { name: "To" }).fill("lia liste");
      await expect(place.getByRole("option", { name: /Lia Liste/ })).toBeVisible();
      await keyboard.press("Enter");
    }
    const search = place.getByRole("combobox", { name: "Find a template" });
    await expect(search).toBeFocused();
    await place.getByRole("combobox", { name: "Language" }).click();
    const german = page.getByRole("option", { name: "German", exact: true });
    await expect(german).toBeVisible();
    await keyboard.press("Escape");
    await expect(german).toBeHidden();
    await expect(place).toBeVisible();

    await search.fill("appoint");
    await expect(place.getByRole("option")).toHaveCount(1);
    await keyboard.press("Enter");
    const day = place.getByRole("textbox", { name: "day" });
    await day.fill("Monday");
    await place.getByRole("button", { name: "Fill day from the contact" }).press("Enter");
    await expect(page.getByRole("menuitem", { name: /^First name/ })).toBeVisible();
    await keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(day).toHaveValue("Monday");
    await day.press("Escape");
    await expect(search).toBeFocused();
    await keyboard.press("Escape");
    await expect(place).toHaveCount(0);
    await expect(thread.region).toBeVisible();
  }
});
