import { X } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { onNotice, type Notice } from "../../state/notice";
import { useTransom } from "../../state/store";
import en from "../../words/en.json";
import { faultText } from "../parts/fault";
import { IconButton } from "../parts/IconButton";
import { useNames } from "../parts/names";
import classes from "./Notices.module.css";

const Warnings = lazy(() => import("./Warnings").then((m) => ({ default: m.Warnings })));

/** How long a notice stays, in milliseconds; one more makes the oldest of three go. */
const STAYS = 7_000;
const MOST = 3;

type Shown = Notice & { id: number };
type Tried = keyof typeof en.tried;
const known = new Set(Object.keys(en.tried));

let count = 0;

/** What did not work and why, and what closes soon, at the edge of the screen. */
export function Notices() {
  const { t } = useTranslation();
  const names = useNames();
  const warned = useTransom((s) => s.warnings.length > 0);
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const drop = useCallback((id: number) => setShown((now) => now.filter((notice) => notice.id !== id)), []);
  useEffect(
    () =>
      onNotice((notice) => {
        const id = ++count;
        setShown((now) => [...now, { ...notice, id }].slice(-MOST));
        setTimeout(() => drop(id), STAYS);
      }),
    [drop],
  );
  return (
    <div className={classes.notices}>
      <Suspense>{warned && <Warnings />}</Suspense>
      <div className={classes.stack} role="alert">
        {shown.map(({ id, fault, tried }) => {
          const who = fault.details["user"];
          const name = who ? names.name(who) : names.assignee({ teamId: fault.details["team"] });
          return (
            <div key={id} className={classes.notice}>
              <div className={classes.text}>
                {known.has(tried) && <div className={classes.title}>{t(`tried.${tried as Tried}`)}</div>}
                {faultText(t, fault, name)}
              </div>
              <IconButton icon={X} label={t("keys.close")} onClick={() => drop(id)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
