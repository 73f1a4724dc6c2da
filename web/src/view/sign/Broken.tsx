import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Fault } from "../../state/session";
import { faultText } from "../parts/fault";
import { Frame } from "./Frame";
import classes from "./Sign.module.css";

/** The session is there, the server is not. */
export function Broken({ fault, again }: { fault: Fault; again: () => void }) {
  const { t } = useTranslation();
  return (
    <Frame title={t("sign.broken")} lead={t("sign.brokenLead")}>
      <p className={classes.wrong} role="alert">
        {faultText(t, fault)}
      </p>
      <Button size="sm" onClick={again}>
        {t("list.again")}
      </Button>
    </Frame>
  );
}
