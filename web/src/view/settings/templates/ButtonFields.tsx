import { Button, Menu, TextInput } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";

import type { TemplateButton } from "../../../state/model";
import { buttonTypes, limits } from "../../../state/templateForm";
import { IconButton } from "../../parts/IconButton";
import classes from "../Settings.module.css";
import { useWords } from "../useWords";
import type { FormProps } from "./TemplateFields";

/** The buttons below a template. */
export function ButtonFields({ form, set, wrong }: FormProps) {
  const { t } = useWords();
  const change = (at: number, part: Partial<TemplateButton>) =>
    set({ buttons: form.buttons.map((button, i) => (i === at ? { ...button, ...part } : button)) });
  const said = (at: number, field: string) => {
    const problem = wrong[`buttons.${at}.${field}`];
    return problem && t(`tp_${problem}`);
  };
  return (
    <fieldset className={classes.group}>
      <legend className={classes.fieldLabel}>{t("tpButtons")}</legend>
      {form.buttons.map((button, at) => (
        <div key={at} className={classes.button}>
          <TextInput
            label={t("tpButtonOf", { kind: t(`tpButton_${known(button.type)}`) })}
            value={button.text}
            onChange={(e) => change(at, { text: e.currentTarget.value })}
            error={said(at, "text")}
          />
          {button.type === "url" && (
            <TextInput
              label={t("tpUrl")}
              description={t("tpUrlHint", { place: "{{1}}" })}
              value={button.url ?? ""}
              onChange={(e) => change(at, { url: e.currentTarget.value })}
              error={said(at, "url")}
            />
          )}
          {button.type === "phone_number" && (
            <TextInput
              label={t("tpPhone")}
              value={button.phone ?? ""}
              onChange={(e) => change(at, { phone: e.currentTarget.value })}
              error={said(at, "phone")}
            />
          )}
          {(button.type === "copy_code" || button.url?.endsWith("{{1}}")) && (
            <TextInput
              label={t("tpButtonExample")}
              value={button.example ?? ""}
              onChange={(e) => change(at, { example: e.currentTarget.value })}
              error={said(at, "example")}
            />
          )}
          <IconButton
            icon={Trash2}
            label={t("tpButtonRemove", { name: button.text || at + 1 })}
            onClick={() => set({ buttons: form.buttons.filter((_, i) => i !== at) })}
          />
        </div>
      ))}
      {form.buttons.length < limits.buttons && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="compact-sm" variant="default" leftSection={<Plus size={14} />}>
              {t("tpButtonAdd")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {buttonTypes.map((type) => (
              <Menu.Item key={type} onClick={() => set({ buttons: [...form.buttons, { type, text: "" }] })}>
                {t(`tpButton_${type}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </fieldset>
  );
}

function known(type: string): (typeof buttonTypes)[number] | "unknown" {
  return buttonTypes.find((each) => each === type) ?? "unknown";
}
