import { BookmarkPlus, Check, MessageSquareQuote } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Conversation } from "../../state/model";
import { offer } from "../app/ui";
import { IconButton } from "../parts/IconButton";
import classes from "./Snippets.module.css";

const SaveSnippet = lazy(() => import("./SaveSnippet").then((m) => ({ default: m.SaveSnippet })));

/** How long it says that a snippet was saved, in milliseconds. */
const SAYS = 4_000;

interface Props {
  row: Conversation;
  text: string;
  /** Puts a sign where the cursor is. */
  onInsert: (sign: string) => void;
}

/** The snippets by a click, and the way to keep what was written as one. */
export function SnippetButtons({ row, text, onInsert }: Props) {
  const { t } = useTranslation();
  const [saving, save] = useState(false);
  const [saved, setSaved] = useState(false);
  const written = text.trim() !== "";
  useEffect(() => {
    if (!saved) return undefined;
    const over = setTimeout(() => setSaved(false), SAYS);
    return () => clearTimeout(over);
  }, [saved]);
  // A slash asks for snippets at the start of a word only.
  useEffect(
    () =>
      offer({
        snippets: () => onInsert(text === "" || /\s$/.test(text) ? "/" : " /"),
        saveSnippet: () => written && save(true),
      }),
    [onInsert, text, written],
  );
  return (
    <>
      <IconButton
        icon={MessageSquareQuote}
        label={t("composer.snippets")}
        keys="/"
        onClick={() => onInsert(text === "" || /\s$/.test(text) ? "/" : " /")}
      />
      {(written || saved) && (
        <IconButton
          className={classes.save}
          icon={saved ? Check : BookmarkPlus}
          label={t(saved ? "composer.snippetSaved" : "composer.saveSnippet")}
          disabled={!written}
          onClick={() => save(true)}
        />
      )}
      <span className={classes.unseen} role="status">
        {saved ? t("composer.snippetSaved") : ""}
      </span>
      <Suspense>
        {saving && (
          <SaveSnippet
            row={row}
            text={text}
            onDone={(done) => {
              save(false);
              setSaved(done);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
