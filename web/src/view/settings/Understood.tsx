import type { ReactNode } from "react";

import type { Understood as Shape } from "../../state/model";
import { Json } from "./Json";
import classes from "./Settings.module.css";
import { ToldLine } from "./Told";
import { useWords } from "./useWords";

/** What Transom reads in a webhook's body, and what it would do. */
export function Understood({ shape }: { shape: Shape }) {
  const { t } = useWords();
  const { accounts, messages, statuses, marks, events, problems, effects } = shape;
  const nothing = messages.length + statuses.length + marks.length + events.length === 0;
  return (
    <div className={classes.sections} aria-live="polite">
      {nothing && <p className={classes.lead}>{t("labNothing")}</p>}
      {accounts.length > 0 && (
        <Section title={t("uAccounts")}>
          <ul>
            {accounts.map((account) => (
              <li key={account.account}>
                <bdi>{account.account}</bdi> · {account.known ? t("uKnown") : t("uUnknown")}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {effects.length > 0 && (
        <Section title={t("uEffects")}>
          <ul>
            {effects.map((effect, index) => (
              <li key={`${index} ${effect}`}>{effect}</li>
            ))}
          </ul>
        </Section>
      )}
      {messages.length > 0 && (
        <Section title={t("uMessages", { count: messages.length })}>
          <ul>
            {messages.map((told, index) => (
              <ToldLine key={`${index} ${told.message.id}`} told={told} />
            ))}
          </ul>
          <details>
            <summary>{t("uRaw")}</summary>
            <Json value={messages} label={t("uRaw")} />
          </details>
        </Section>
      )}
      <Part title={t("uStatuses", { count: statuses.length })} value={statuses} />
      <Part title={t("uMarks", { count: marks.length })} value={marks} />
      <Part title={t("uEvents", { count: events.length })} value={events} />
      <Part title={t("uProblems", { count: problems.length })} value={problems} />
    </div>
  );
}

function Part({ title, value }: { title: string; value: readonly unknown[] }) {
  if (value.length === 0) return null;
  return (
    <Section title={title}>
      <Json value={value} label={title} />
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
