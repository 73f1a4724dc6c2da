import { Button } from "@mantine/core";
import { LayoutTemplate, PanelRightClose } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { takesTemplates } from "../../state/barrier";
import { windowed } from "../../state/judge";
import { rowOf } from "../../state/rows";
import { serverNow, useTransom } from "../../state/store";
import { useChannel } from "../../state/resources";
import { exact, moment } from "../../words/time";
import { setUi } from "../app/ui";
import { Face } from "../parts/Face";
import { IconButton } from "../parts/IconButton";
import { useNames } from "../parts/names";
import { TimeLeft } from "../parts/TimeLeft";
import classes from "./Contact.module.css";

interface Fact {
  label: string;
  value: ReactNode;
}

/** What is known about the person on the other side. */
export function Contact({ id, onHide }: { id: string; onHide: () => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const row = useTransom((s) => rowOf(s, id));
  const takes = useTransom((s) => takesTemplates(s, id));
  const channel = useChannel(row?.channelId);
  if (!row) return <aside className={classes.contact} aria-label={t("contact.title")} />;
  const { contact } = row;
  const time = (at: string) => (
    <time title={exact(Date.parse(at))}>{moment(Date.parse(at), serverNow())}</time>
  );
  const facts: Fact[] = [
    {
      label: t("contact.channel"),
      value: `${channel?.name ?? ""} · ${t(`channel.${row.channelKind}`)}`.replace(/^ · /, ""),
    },
    { label: t("contact.phone"), value: contact.phone && <bdi>{contact.phone}</bdi> },
    { label: t("contact.username"), value: contact.username && <bdi>@{contact.username}</bdi> },
    { label: t("contact.userId"), value: contact.userId && <bdi>{contact.userId}</bdi> },
    { label: t("contact.status"), value: t(`contact.${row.status}`) },
    { label: t("contact.assignee"), value: names.assignee(row.assignee) },
    {
      label: t("contact.window"),
      value: row.windowClosesAt ? (
        <TimeLeft row={row} />
      ) : (
        t(windowed(row) ? "time.closed" : "contact.noWindow")
      ),
    },
    { label: t("contact.firstSeen"), value: time(row.createdAt) },
    { label: t("contact.lastActivity"), value: time(row.activityAt) },
  ];
  return (
    <aside className={classes.contact} aria-label={t("contact.label", { name: contact.name })}>
      <div className={classes.head}>
        {t("contact.title")}
        <IconButton icon={PanelRightClose} label={t("contact.hide")} onClick={onHide} />
      </div>
      <div className={classes.person}>
        <Face name={contact.name} size={64} />
        <h2 className={classes.name}>{contact.name}</h2>
        {takes && (
          <Button
            variant="default"
            leftSection={<LayoutTemplate size={14} aria-hidden />}
            onClick={() => setUi({ template: id, contactDrawer: false })}
          >
            {t("keys.template")}
          </Button>
        )}
      </div>
      <dl className={classes.facts}>
        {facts.map(
          ({ label, value }) =>
            value && (
              <div key={label} style={{ display: "contents" }}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </aside>
  );
}
