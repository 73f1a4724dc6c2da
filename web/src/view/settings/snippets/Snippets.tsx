import { Button, Skeleton, TextInput } from "@mantine/core";
import { CloudOff, MessageSquareQuote, Paperclip, Pencil, Plus, Search, Trash2 } from "lucide-react";
import { useState } from "react";

import type { Snippet } from "../../../state/model";
import { useDeleteSnippet, useSnippets } from "../../../state/snippets";
import { Empty } from "../../parts/Empty";
import { IconButton } from "../../parts/IconButton";
import { Confirm } from "../Confirm";
import { PageHead } from "../PageHead";
import classes from "../Settings.module.css";
import { useWords } from "../useWords";
import { SnippetDialog } from "./SnippetDialog";

/** The answers that are kept to be used again, by everybody in the workspace. */
export function Snippets() {
  const { t, words } = useWords();
  const snippets = useSnippets();
  const [search, setSearch] = useState("");
  const [writing, write] = useState<Snippet | true>();
  const [leaving, leave] = useState<Snippet>();
  const wanted = search.trim().toLowerCase();
  const shown = snippets.data?.filter((each) =>
    `${each.title} ${each.shortcut ?? ""} ${each.body}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <PageHead title={t("snippets")} lead={t("snippetsLead")}>
        <Button size="sm" leftSection={<Plus size={16} />} onClick={() => write(true)}>
          {t("snNew")}
        </Button>
      </PageHead>
      {snippets.isPending && <Skeleton height={120} radius={10} />}
      {snippets.isError && (
        <Empty icon={CloudOff} title={t("couldNot")} alert>
          <Button variant="default" onClick={() => void snippets.refetch()}>
            {words("list.again")}
          </Button>
        </Empty>
      )}
      {snippets.data?.length === 0 && (
        <Empty icon={MessageSquareQuote} title={t("snNone")} lead={t("snNoneLead")} />
      )}
      {snippets.data && snippets.data.length > 0 && (
        <div className={classes.filters}>
          <TextInput
            aria-label={t("snSearch")}
            placeholder={t("snSearch")}
            leftSection={<Search size={15} aria-hidden />}
            value={search}
            onChange={(e) => setSearch(e.currentTarget.value)}
          />
        </div>
      )}
      {shown?.length === 0 && wanted && (
        <Empty icon={MessageSquareQuote} title={t("snNoneFound")} lead={t("snNoneFoundLead")} />
      )}
      {shown && shown.length > 0 && (
        <div className={classes.cards} role="list">
          {shown.map((snippet) => (
            <div key={snippet.id} className={classes.card} role="listitem">
              <div className={classes.about}>
                <div className={classes.name}>
                  {snippet.title}
                  {snippet.shortcut && <kbd className={classes.shortcut}>/{snippet.shortcut}</kbd>}
                </div>
                <p className={classes.excerpt} dir="auto">
                  {snippet.body}
                </p>
                {snippet.media && (
                  <div className={classes.facts}>
                    <span>
                      <Paperclip size={12} aria-hidden /> {snippet.media.name}
                    </span>
                  </div>
                )}
              </div>
              <IconButton
                icon={Pencil}
                label={t("edit", { name: snippet.title })}
                onClick={() => write(snippet)}
              />
              <IconButton
                icon={Trash2}
                label={t("snDelete", { name: snippet.title })}
                onClick={() => leave(snippet)}
              />
            </div>
          ))}
        </div>
      )}
      {writing && (
        <SnippetDialog snippet={writing === true ? undefined : writing} onDone={() => write(undefined)} />
      )}
      {leaving && <Delete snippet={leaving} onDone={() => leave(undefined)} />}
    </>
  );
}

function Delete({ snippet, onDone }: { snippet: Snippet; onDone: () => void }) {
  const { t } = useWords();
  const remove = useDeleteSnippet();
  return (
    <Confirm
      title={t("snDelete", { name: snippet.title })}
      go={t("snDeleteGo")}
      busy={remove.isPending}
      error={remove.error}
      onGo={() => remove.mutate(snippet.id, { onSuccess: onDone })}
      onDone={onDone}
    >
      {t("snDeleteLead")}
    </Confirm>
  );
}
