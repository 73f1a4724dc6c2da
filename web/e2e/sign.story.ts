import { Desk } from "./desk";
import { ADMIN, expect, test } from "./story";

test("a wrong password is refused in plain words, and what was typed stays", async ({ page }) => {
  await page.goto("/inbox?view=mine");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Enter your e-mail.")).toBeVisible();
  await expect(page.getByText("Enter your password.")).toBeVisible();

  await page.getByRole("textbox", { name: "E-mail" }).fill(ADMIN);
  await page.getByRole("textbox", { name: "Password" }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText("This e-mail and password do not go together.");
  await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue(ADMIN);
});

test("signing out ends the session, also for a reload, and back leads nowhere", async ({ desk }) => {
  const agent: Desk = await desk(ADMIN);
  await agent.page.reload();
  await agent.live();
  await agent.page.getByRole("button", { name: "Ada Winter, you" }).click();
  await agent.page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(agent.page.getByRole("heading", { name: "Sign in to Transom" })).toBeVisible();
  await agent.page.reload();
  await expect(agent.page.getByRole("heading", { name: "Sign in to Transom" })).toBeVisible();
  await expect(agent.list).toBeHidden();
});
