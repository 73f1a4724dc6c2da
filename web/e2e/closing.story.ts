import type { Desk } from "./desk";
import { ADMIN, expect, test } from "./story";

const view = (agent: Desk) => agent.page.getByRole("link", { name: /^Closing soon/ });

test("what closes soon comes into its view, grows urgent, and leaves at its second", async ({
  desk,
  phone,
  pass,
}) => {
  // Whatever the stories before left open has closed by now.
  await pass("192h");
  const agent = await desk(ADMIN);
  const customer = await phone.meet("Cosima Endlich");
  await phone.write(customer, "Is my order still on its way?");
  await expect(agent.row("Cosima Endlich")).toContainText(/2[34]h left/);
  await view(agent).click();
  await expect(agent.list.getByRole("heading", { name: "Closing soon" })).toBeVisible();
  await expect(agent.page.getByText("No window closes soon")).toBeVisible();
  await expect(agent.page.getByText(/closes within 4 hours appear here/)).toBeVisible();

  // A machine's clock that is moved says nothing by itself; a page that is opened asks for the time.
  await pass("20h5m");
  await agent.page.reload();
  const left = agent.row("Cosima Endlich").locator("[data-level]");
  await expect(left).toHaveAttribute("data-level", "soon");
  await expect(left).toHaveText("3h left");
  await expect(view(agent).getByLabel(/^3h left for the first of 1 that wait$/)).toHaveText("1");

  await pass("3h");
  await agent.page.reload();
  await expect(left).toHaveAttribute("data-level", "urgent");
  await expect(left).toHaveText(/5\dm left/);
  await expect(view(agent).getByLabel(/m left for the first of 1/)).toHaveAttribute("data-level", "urgent");

  // The end is acted on and told: nobody loads the page again.
  await pass("56m");
  await expect(agent.row("Cosima Endlich")).toBeHidden();
  await expect(agent.page.getByText("No window closes soon")).toBeVisible();
  await agent.page.getByRole("link", { name: /^All/ }).click();
  await expect(agent.row("Cosima Endlich")).toContainText("window closed");
  const thread = await agent.open("Cosima Endlich");
  await expect(thread.event("The window for free messages closed")).toBeVisible();
});

test("any list can stand with what closes first on top", async ({ desk, phone, pass }) => {
  await pass("192h");
  const early = await phone.meet("Fritzi Frueh");
  await phone.write(early, "I was here first.");
  await pass("2h");
  const late = await phone.meet("Lore Spaet");
  await phone.write(late, "I came later.");
  const agent = await desk(ADMIN);
  for (const { name } of [early, late]) await expect(agent.row(name)).toBeVisible();
  const order = async () => {
    const names = await agent.list.getByRole("link").allTextContents();
    const at = (name: string) => names.findIndex((text) => text.includes(name));
    return at("Fritzi Frueh") < at("Lore Spaet") ? "closing first" : "newest first";
  };
  await expect.poll(order).toBe("newest first");
  await agent.list.getByRole("button", { name: "Filter and sort" }).click();
  await agent.page.getByRole("menuitem", { name: "Closing first" }).click();
  await expect(agent.page).toHaveURL(/sort=deadline/);
  await expect.poll(order).toBe("closing first");
  // Writing again moves her window, and the row behind the other one.
  await agent.page.mouse.move(0, 0);
  await phone.write(early, "And I am here again.");
  await expect.poll(order).toBe("newest first");
});
