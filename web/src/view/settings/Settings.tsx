import { Link } from "@tanstack/react-router";
import { MonitorSmartphone, Radio, ShieldQuestion } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useTransom } from "../../state/store";
import { usePage } from "../app/nav";
import { Channels } from "./Channels";
import { Device } from "./Device";
import { Quarantine } from "./Quarantine";
import classes from "./Settings.module.css";

/** What an admin sets up, and what everybody sets for this device. */
export function Settings() {
  const { t } = useTranslation();
  const page = usePage();
  const admin = useTransom((s) => s.me?.member.role === "admin");
  return (
    <div className={classes.settings}>
      <nav className={classes.nav} aria-label={t("settings.label")}>
        <h1 className={classes.navTitle}>{t("settings.label")}</h1>
        <Link to="/settings/channels" className={classes.item}>
          <Radio size={16} aria-hidden /> {t("settings.channels")}
        </Link>
        {admin && (
          <Link to="/settings/quarantine" className={classes.item}>
            <ShieldQuestion size={16} aria-hidden /> {t("settings.quarantine")}
          </Link>
        )}
        <Link to="/settings/device" className={classes.item}>
          <MonitorSmartphone size={16} aria-hidden /> {t("settings.preferences")}
        </Link>
      </nav>
      <main className={classes.page} id="thread">
        <div className={classes.inner}>
          {page === "device" ? (
            <Device />
          ) : page === "quarantine" && admin ? (
            <Quarantine />
          ) : (
            <Channels admin={admin} />
          )}
        </div>
      </main>
    </div>
  );
}
