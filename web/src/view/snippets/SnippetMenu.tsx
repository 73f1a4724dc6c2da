import { Paperclip } from "lucide-react";
import { useEffect, useId, useState } from "react";

import { fill } from "../../state/fields";
import type { Draft } from "../../state/kept";
import type { Capability, Conversation, Snippet } from "../../state/model";
import { attachSnippet } from "../../state/pending";
import { useSnippets } from "../../state/snippets";
import { useDeskWords } from "../parts/useDeskWords";
import { found, type Slash } from "./slash";
import classes from "./Snippets.module.css";
import { selectHole, useFields } from "./useHeld";
import type { SlashMenu } from "./useSlash";

/** So many are shown at once; typing finds the others. */
const SHOWN = 8;

interface Props {
  row: Conversation;
  mode: Draft["mode"];
  slash: SlashMenu;
  open: Slash;
  text: string;
  able: Capability | undefined;
  onText: (text: string) => void;
}

/** The snippets that the word with "/" finds; the keyboard stays in the text. */
export function SnippetMenu({ row, mode, slash, open, text, able, onText }: Props) {
  const { w, t } = useDeskWords();
  const list = useId();
  const snippets = useSnippets();
  const fields = useFields(row);
  const [chosen, choose] = useState({ query: open.query, at: 0 });
  const all = found(snippets.data ?? [], open.query).slice(0, SHOWN);
  const at = chosen.query === open.query ? Math.min(chosen.at, Math.max(0, all.length - 1)) : 0;

  const put = (snippet: Snippet) => {
    const before = text.slice(0, open.from);
    const said = fill(snippet.body, fields).text;
    const next = before + said + text.slice(open.from + 1 + open.query.length);
    onText(next);
    slash.shut();
    if (snippet.media && able && mode === "reply") attachSnippet(row.id, able, snippet.id, snippet.media);
    requestAnimationFrame(() => {
      const area = slash.input.current;
      area?.focus();
      area?.setSelectionRange(before.length + said.length, before.length + said.length);
      if (mode !== "note" && fill(next, fields).missing.length > 0) selectHole(area, next);
    });
  };

  useEffect(() => {
    const area = slash.input.current;
    const leave = slash.keys((key) => {
      const by = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
      if (by !== 0 && all.length > 0) choose({ query: open.query, at: (at + by + all.length) % all.length });
      else if ((key === "Enter" || key === "Tab") && all[at]) put(all[at]);
      // While they are read, Enter waits for them: it must not send the word that asks.
      else return key === "Enter" && snippets.isPending;
      return true;
    });
    area?.setAttribute("aria-controls", list);
    area?.setAttribute("aria-activedescendant", all[at] ? `${list}-${at}` : "");
    return () => {
      leave();
      area?.removeAttribute("aria-controls");
      area?.removeAttribute("aria-activedescendant");
    };
  });

  if (snippets.isPending || snippets.isError)
    return (
      <div className={classes.menu} role="status">
        <p className={classes.none}>{snippets.isError ? w("snippet.couldNot") : w("snippet.reading")}</p>
      </div>
    );
  if (all.length === 0)
    return (
      <div className={classes.menu} role="status">
        <p className={classes.none}>{w(open.query ? "snippet.noneFound" : "snippet.none")}</p>
      </div>
    );
  return (
    <div className={classes.menu}>
      <div id={list} role="listbox" aria-label={w("snippet.list")}>
        {all.map((snippet, index) => (
          // The keyboard is in the text, which says which option is active.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={snippet.id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classes.option}
            onPointerMove={() => choose({ query: open.query, at: index })}
            onPointerDown={(e) => e.preventDefault()}
            onClick={() => put(snippet)}
          >
            <span className={classes.title}>
              <bdi>{snippet.title}</bdi>
              {snippet.shortcut && <kbd className={classes.shortcut}>/{snippet.shortcut}</kbd>}
              {snippet.media && <Paperclip size={12} aria-label={t("message.document")} />}
            </span>
            <bdi className={classes.body}>{fill(snippet.body, fields).text}</bdi>
          </div>
        ))}
      </div>
    </div>
  );
}
