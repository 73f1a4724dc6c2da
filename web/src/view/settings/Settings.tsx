import { Link } from "@tanstack/react-router";
import {
  FlaskConical,
  Hourglass,
  LayoutTemplate,
  Megaphone,
  MessageSquareQuote,
  MonitorSmartphone,
  Radio,
  ShieldQuestion,
} from "lucide-react";

import { useTransom } from "../../state/store";
import { usePage } from "../app/nav";
import { AccountEvents } from "./AccountEvents";
import { Channels } from "./Channels";
import { Device } from "./Device";
import { Lab } from "./Lab";
import { Quarantine } from "./Quarantine";
import classes from "./Settings.module.css";
import { Snippets } from "./snippets/Snippets";
import { Templates } from "./templates/Templates";
import { Windows } from "./windows/Windows";
import { useWords } from "./useWords";

/** What an admin sets up, and what everybody sets for this device. */
export function Settings() {
  const { t } = useWords();
  const page = usePage();
  const admin = useTransom((s) => s.me?.member.role === "admin");
  const supervisor = useTransom((s) => s.me?.member.role === "supervisor");
  return (
    <div className={classes.settings}>
      <nav className={classes.nav} aria-label={t("label")}>
        <h1 className={classes.navTitle}>{t("label")}</h1>
        <Link to="/settings/channels" className={classes.item}>
          <Radio size={16} aria-hidden /> {t("channels")}
        </Link>
        <Link to="/settings/templates" className={classes.item}>
          <LayoutTemplate size={16} aria-hidden /> {t("templates")}
        </Link>
        <Link to="/settings/snippets" className={classes.item}>
          <MessageSquareQuote size={16} aria-hidden /> {t("snippets")}
        </Link>
        {(admin || supervisor) && (
          <Link to="/settings/windows" className={classes.item}>
            <Hourglass size={16} aria-hidden /> {t("windows")}
          </Link>
        )}
        {admin && (
          <>
            <Link to="/settings/events" className={classes.item}>
              <Megaphone size={16} aria-hidden /> {t("events")}
            </Link>
            <Link to="/settings/quarantine" className={classes.item}>
              <ShieldQuestion size={16} aria-hidden /> {t("quarantine")}
            </Link>
            <Link to="/settings/lab" className={classes.item}>
              <FlaskConical size={16} aria-hidden /> {t("lab")}
            </Link>
          </>
        )}
        <Link to="/settings/device" className={classes.item}>
          <MonitorSmartphone size={16} aria-hidden /> {t("preferences")}
        </Link>
      </nav>
      <main className={classes.page} id="thread">
        <div className={classes.inner}>
          <Page page={page} admin={admin} plans={admin || supervisor} />
        </div>
      </main>
    </div>
  );
}

function Page({ page, admin, plans }: { page: string | undefined; admin: boolean; plans: boolean }) {
  if (page === "device") return <Device />;
  if (page === "templates") return <Templates admin={admin} />;
  if (page === "snippets") return <Snippets />;
  if (plans && page === "windows") return <Windows />;
  if (admin && page === "events") return <AccountEvents />;
  if (admin && page === "quarantine") return <Quarantine />;
  if (admin && page === "lab") return <Lab />;
  return <Channels admin={admin} />;
}
