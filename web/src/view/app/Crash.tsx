import { Button } from "@mantine/core";
import { Bug } from "lucide-react";
import { useTranslation } from "react-i18next";

import { Empty } from "../parts/Empty";

/** Stands in for a screen that could not be drawn. Nothing that was written is lost by it. */
export function Crash() {
  const { t } = useTranslation();
  return (
    <Empty icon={Bug} title={t("app.crashed")} lead={t("app.crashedLead")} alert>
      <Button variant="default" onClick={() => window.location.reload()}>
        {t("app.reload")}
      </Button>
    </Empty>
  );
}
