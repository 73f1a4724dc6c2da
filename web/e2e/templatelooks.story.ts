import { picture } from "./picture";
import { sound } from "./sound";
import { ADMIN, expect, test } from "./story";

for (const colorScheme of ["light", "dark"] as const) {
  test(`templates and the closed composer are usable by everyone, in ${colorScheme}`, async ({
    desk,
    phone,
    pass,
  }) => {
    test.setTimeout(480_000);
    const agent = await desk(ADMIN, { colorScheme });
    const { page } = agent;
    const customer = await phone.meet(`Lotte Looks ${colorScheme}`);
    await phone.write(customer, "Is it ready?");
    const thread = await agent.open(customer.name);
    await thread.reply.fill("Not yet, but it will be before the shop closes this evening.");
    await pass("24h");
    await expect(thread.locked).toBeVisible();
    for (const [width, height] of [
      [1440, 900],
      [768, 1024],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      const look = async (screen: string) => {
        await picture(page, `${screen}-${width}-${colorScheme}`);
        await sound(page, colorScheme, `${screen} at ${width}`);
      };
      const resume = thread.region.getByRole("button", { name: "Resume conversation" });
      await expect(resume).toBeInViewport({ ratio: 1 });
      await look("closed");
      await resume.click();
      const panel = thread.region.getByRole("region", { name: "Send a template" });
      await expect(panel.getByRole("option").first()).toBeVisible();
      await look("picker");
      await panel.getByRole("option", { name: /ready_for_pickup/ }).click();
      await expect(panel.getByText("2 places are still empty.")).toBeVisible();
      await expect(panel.getByRole("button", { name: "Send", exact: true })).toBeInViewport({ ratio: 1 });
      await look("fill");
      await panel.getByRole("button", { name: "Fill Place 1 from the contact" }).click();
      await page.getByRole("menuitem", { name: /^First name/ }).click();
      await expect(panel.getByRole("textbox", { name: "Place 1" })).toHaveValue("Lotte");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await expect(resume).toBeFocused();
    }
  });

  test(`a new conversation is begun by everyone, in ${colorScheme}`, async ({ desk, phone }) => {
    test.setTimeout(240_000);
    const agent = await desk(ADMIN, { colorScheme });
    const { page } = agent;
    const customer = await phone.meet(`Berta Begun ${colorScheme}`);
    await phone.write(customer, "Is it ready?");
    await expect(agent.row(customer.name)).toBeVisible();
    for (const width of [1440, 390]) {
      await page.goto("/");
      await agent.live();
      await page.setViewportSize({ width, height: 844 });
      await page.getByRole("button", { name: "New conversation" }).click();
      const dialog = page.getByRole("dialog", { name: "New conversation" });
      await dialog.getByRole("combobox", { name: "To" }).fill("berta");
      await expect(dialog.getByRole("option", { name: customer.name })).toBeVisible();
      await picture(page, `begin-${width}-${colorScheme}`);
      await sound(page, colorScheme, `begin at ${width}`);
      await page.keyboard.press("Enter");
      await expect(dialog.getByRole("option").first()).toBeVisible();
      await picture(page, `begin-picker-${width}-${colorScheme}`);
      await sound(page, colorScheme, `begin, picker at ${width}`);
      await page.keyboard.press("Escape");
    }
  });
}
