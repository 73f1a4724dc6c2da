import { ColorInput, Switch, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";

import type { Widget } from "../../state/model";
import { badOrigin } from "./account";
import { useWords } from "./useWords";

/** How a web chat looks and who may embed it. */
export function WidgetFields({ widget, onChange }: { widget: Widget; onChange: (widget: Widget) => void }) {
  const { t } = useWords();
  const [lines, setLines] = useState(widget.origins.join("\n"));
  const set = (part: Partial<Widget>) => onChange({ ...widget, ...part });
  const bad = badOrigin(widget.origins);
  return (
    <>
      <Textarea
        label={t("widgetOrigins")}
        description={t("widgetOriginsHint")}
        autosize
        minRows={2}
        maxRows={6}
        spellCheck={false}
        value={lines}
        onChange={(e) => {
          setLines(e.currentTarget.value);
          set({ origins: origins(e.currentTarget.value) });
        }}
        error={bad !== undefined && t("widgetOriginBad", { origin: bad })}
      />
      <TextInput
        label={t("widgetTitle")}
        maxLength={60}
        value={widget.title ?? ""}
        onChange={(e) => set({ title: e.currentTarget.value || undefined })}
      />
      <Textarea
        label={t("widgetGreeting")}
        description={t("widgetGreetingHint")}
        autosize
        maxLength={300}
        value={widget.greeting ?? ""}
        onChange={(e) => set({ greeting: e.currentTarget.value || undefined })}
      />
      <ColorInput
        label={t("widgetColour")}
        format="hex"
        placeholder="#3b5bdb"
        eyeDropperButtonProps={{ "aria-label": t("widgetPick") }}
        value={widget.colour ?? ""}
        onChange={(value) => set({ colour: /^#[0-9a-f]{6}$/.test(value) ? value : undefined })}
      />
      <Switch
        label={t("widgetStart")}
        checked={widget.start ?? false}
        onChange={(e) => set({ start: e.currentTarget.checked })}
      />
      <Switch
        label={t("widgetIdentify")}
        description={t("widgetIdentifyHint")}
        checked={widget.identify ?? false}
        onChange={(e) => set({ identify: e.currentTarget.checked })}
      />
    </>
  );
}

function origins(lines: string): string[] {
  return lines
    .split(/\s+/)
    .map((line) => line.trim().replace(/\/+$/, ""))
    .filter(Boolean);
}
