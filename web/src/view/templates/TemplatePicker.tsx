import { Select, Skeleton, TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";

import type { MessageTemplate } from "../../state/model";
import { usable } from "../../state/template";
import { useWindowWords } from "../parts/useWindowWords";
import { Found } from "./Found";
import { languageName } from "./language";
import { PickerEmpty } from "./PickerEmpty";
import classes from "./Picker.module.css";
import { useCategory } from "./state";
import { usePicker } from "./usePicker";

interface Props {
  channelId: string;
  onPick: (template: MessageTemplate) => void;
}

/** Finds a template by its name and its words. Arrow keys move, Enter picks. */
export function TemplatePicker({ channelId, onPick }: Props) {
  const { w } = useWindowWords();
  const category = useCategory();
  const picker = usePicker(channelId);
  const { wish, narrow, found, at, whole } = picker;
  const search = useRef<HTMLInputElement>(null);
  // It may come after the focus was put into what opened for it.
  useEffect(() => search.current?.focus(), []);

  const press = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (by) picker.move(by);
    else if (e.key === "Enter" && at) onPick(at);
    else return;
    e.preventDefault();
  };
  const any = whole.items.some(usable);
  const { error } = whole.query;
  // The first list of an account is on its way from the platform, or a search is.
  const coming =
    (whole.query.isPending && !error) ||
    (whole.first?.syncing && whole.items.length === 0) ||
    (found.length === 0 && picker.searching && !error);
  return (
    <div className={classes.picker}>
      <div className={classes.filters}>
        <TextInput
          ref={search}
          data-autofocus
          className={classes.search}
          role="combobox"
          aria-expanded
          aria-controls="templates"
          aria-activedescendant={at && `template ${at.name} ${at.language}`}
          aria-label={w("pick.search")}
          placeholder={w("pick.search")}
          leftSection={<Search size={14} aria-hidden />}
          value={wish.search}
          onChange={(e) => narrow({ search: e.currentTarget.value })}
          onKeyDown={press}
        />
        {picker.languages.length > 1 && (
          <Select
            className={classes.filter}
            aria-label={w("pick.language")}
            placeholder={w("pick.anyLanguage")}
            clearable
            comboboxProps={{ withinPortal: true }}
            data={picker.languages.map((value) => ({ value, label: languageName(value) }))}
            value={wish.language || null}
            onChange={(language) => narrow({ language: language ?? "" })}
          />
        )}
        {picker.categories.length > 1 && (
          <Select
            className={classes.filter}
            aria-label={w("pick.category")}
            placeholder={w("pick.anyCategory")}
            clearable
            data={picker.categories.map((value) => ({ value, label: category(value) }))}
            value={wish.category || null}
            onChange={(chosen) => narrow({ category: chosen ?? "" })}
          />
        )}
      </div>
      {coming ? (
        <div className={classes.list} aria-busy>
          {[0, 1, 2].map((n) => (
            <Skeleton key={n} height={40} radius={8} />
          ))}
        </div>
      ) : found.length > 0 ? (
        <Found
          found={found}
          at={at}
          more={picker.searching}
          onPoint={picker.point}
          onPick={onPick}
          onEnd={picker.next}
        />
      ) : null}
      {!coming && (!any || found.length === 0 || error) && (
        <PickerEmpty
          channelId={channelId}
          items={whole.items}
          syncing={whole.first?.syncing}
          fault={error}
          again={whole.query.refetch}
        />
      )}
    </div>
  );
}
