import { Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Inbox as InboxIcon, MessageSquarePlus, Search, Settings } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import { Keys } from "../parts/Keys";
import { setUi } from "../app/ui";
import classes from "./Rail.module.css";

// Menus come right after the first paint; until then their place is kept.
const MeMenu = lazy(() => import("./MeMenu").then((m) => ({ default: m.MeMenu })));

/** The way between the parts of the product. */
export function Rail() {
  const { t } = useTranslation();
  return (
    <nav className={classes.rail} aria-label={t("rail.label")}>
      <img src="/icon.svg" alt="" className={classes.mark} />
      <Tooltip label={t("rail.inbox")} position="right">
        <Link to="/inbox" search={{}} className={classes.item} aria-label={t("rail.inbox")}>
          <InboxIcon size={19} strokeWidth={1.9} aria-hidden />
        </Link>
      </Tooltip>
      <Tooltip label={<Keys of="mod+K" before={t("palette.open")} />} position="right">
        <button
          type="button"
          className={classes.item}
          aria-label={t("palette.open")}
          onClick={() => setUi({ palette: true })}
        >
          <Search size={19} strokeWidth={1.9} aria-hidden />
        </button>
      </Tooltip>
      <Tooltip label={<Keys of="c" before={t("rail.begin")} />} position="right">
        <button
          type="button"
          className={classes.item}
          aria-label={t("rail.begin")}
          onClick={() => setUi({ begin: true })}
        >
          <MessageSquarePlus size={19} strokeWidth={1.9} aria-hidden />
        </button>
      </Tooltip>
      <span className={classes.space} />
      <Tooltip label={t("rail.settings")} position="right">
        <Link
          to="/settings"
          className={classes.item}
          activeOptions={{ exact: false }}
          aria-label={t("rail.settings")}
        >
          <Settings size={19} strokeWidth={1.9} aria-hidden />
        </Link>
      </Tooltip>
      <Suspense fallback={<span className={classes.item} />}>
        <MeMenu className={classes.item} />
      </Suspense>
    </nav>
  );
}
