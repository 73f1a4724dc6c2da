import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";

import { useCommands } from "../app/commands";
import { useShortcuts } from "../app/keys";
import { useOpenId } from "../app/nav";
import { useUi } from "../app/ui";
import { useLayout } from "./layout";
import { Notices } from "./Notices";
import { Rail } from "./Rail";
import classes from "./Shell.module.css";
import { useTitle } from "./useTitle";

const Palette = lazy(() => import("./Palette").then((m) => ({ default: m.Palette })));
const SendDialog = lazy(() => import("../templates/SendDialog").then((m) => ({ default: m.SendDialog })));
const Begin = lazy(() => import("../templates/Begin").then((m) => ({ default: m.Begin })));
const Sheet = lazy(() => import("./Sheet").then((m) => ({ default: m.Sheet })));

/** Everything behind sign-in: the rail, the page beside it, and what can be called from anywhere. */
export function Shell() {
  const { t } = useTranslation();
  const commands = useCommands();
  const layout = useLayout();
  const openId = useOpenId();
  const palette = useUi((ui) => ui.palette);
  const sheet = useUi((ui) => ui.sheet);
  const template = useUi((ui) => ui.template);
  const begin = useUi((ui) => ui.begin);
  useShortcuts(commands);
  useTitle();

  // The palette is one key away: its code is fetched while nothing else is.
  useEffect(() => {
    const idle = setTimeout(() => void import("./Palette"), 2000);
    return () => clearTimeout(idle);
  }, []);

  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#thread">
        {t("app.skip")}
      </a>
      {(layout.size !== "narrow" || !openId) && <Rail />}
      <div className={classes.main}>
        <Outlet />
      </div>
      <Notices />
      <Suspense>
        {palette && <Palette commands={commands} />}
        {sheet && <Sheet commands={commands} />}
        {template && template !== openId && <SendDialog key={template} id={template} />}
        {begin && <Begin />}
      </Suspense>
    </div>
  );
}
