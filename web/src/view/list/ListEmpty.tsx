import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { CloudOff, Hourglass, Inbox, ListFilter, MessageSquareQuote } from "lucide-react";
import { useTranslation } from "react-i18next";

import { loadList } from "../../state/load";
import type { Query } from "../../state/model";
import { useTransom } from "../../state/store";
import type { Fault } from "../../state/resources";
import { useGo } from "../app/nav";
import { Empty } from "../parts/Empty";
import { faultText } from "../parts/fault";

/** Why the list is empty, and what to do about it. */
export function ListEmpty({ query, failed }: { query: Query; failed?: Fault }) {
  const { t } = useTranslation();
  const go = useGo();
  const admin = useTransom((s) => s.me?.member.role === "admin");
  if (failed) {
    return (
      <Empty icon={CloudOff} title={t("list.couldNot")} lead={faultText(t, failed)} alert>
        <Button variant="default" onClick={() => void loadList(query)}>
          {t("list.again")}
        </Button>
      </Empty>
    );
  }
  if (query.unanswered || query.channel) {
    return (
      <Empty icon={ListFilter} title={t("empty.filtered")} lead={t("empty.filteredLead")}>
        <Button variant="default" onClick={() => go.filter({ unanswered: undefined, channel: undefined })}>
          {t("list.clear")}
        </Button>
      </Empty>
    );
  }
  if (query.view === "closing") {
    return <Empty icon={Hourglass} title={t("empty.closing")} lead={t("empty.closingLead")} />;
  }
  if (query.kind === "comment") {
    return <Empty icon={MessageSquareQuote} title={t("empty.comments")} lead={t("empty.commentsLead")} />;
  }
  return (
    <Empty icon={Inbox} title={t(`empty.${query.view}`)} lead={t(`empty.${query.view}Lead`)}>
      {query.view === "mine" && (
        <Button variant="default" onClick={() => go.view("unassigned")}>
          {t("empty.goUnassigned")}
        </Button>
      )}
      {query.view === "all" && admin && (
        <Button variant="default" renderRoot={(props) => <Link to="/settings/channels" {...props} />}>
          {t("empty.goChannels")}
        </Button>
      )}
    </Empty>
  );
}
