import {
  Copy,
  ExternalLink,
  FileText,
  Image,
  MapPin,
  Phone,
  Reply,
  Video,
  type LucideIcon,
} from "lucide-react";
import { useEffect, useMemo } from "react";

import type { MessageTemplate, TemplateButton, TemplatePart } from "../../state/model";
import { fillText } from "../../state/template";
import { locationOf, usedAs, type Values } from "../../state/templateFill";
import { useWindowWords } from "../parts/useWindowWords";
import { Marked, OPEN, SHUT } from "./Marked";
import classes from "./Preview.module.css";

interface Props {
  template: MessageTemplate;
  /** What stands in its places; without them the platform's examples do. */
  values?: Values;
  file?: File;
}

/** A template as the customer reads it. Places that nothing fills yet are marked. */
export function TemplatePreview({ template, values, file }: Props) {
  const { w } = useWindowWords();
  const use = usedAs(template, values ?? {});
  const text = (part: TemplatePart, of: "header" | "body") =>
    fillText(
      template,
      part.text ?? "",
      values ? (use[of] ?? []) : (part.examples ?? []),
      (name) => `${OPEN}${name}${SHUT}`,
    );
  return (
    <div
      className={classes.bubble}
      role="group"
      aria-label={w("preview.label", { name: template.name })}
      dir="auto"
    >
      {template.parts.map((part) => {
        switch (part.type) {
          case "header":
            return part.format && part.format !== "text" ? (
              <Media key="header" kind={part.format} file={file} place={values?.["header.location"]} />
            ) : (
              <div key="header" className={classes.header}>
                <Marked text={text(part, "header")} />
              </div>
            );
          case "body":
            return (
              <div key="body" className={classes.body}>
                <Marked text={text(part, "body")} />
              </div>
            );
          case "footer":
            return (
              <div key="footer" className={classes.footer}>
                {part.text}
              </div>
            );
          case "buttons":
            return part.buttons?.map((button, i) => (
              // Buttons have no other name than their place.
              // oxlint-disable-next-line react/no-array-index-key
              <Pressable key={`button ${i}`} button={button} value={values?.[`button.${i}`]} />
            ));
          default:
            return (
              <div key={part.type} className={classes.footer}>
                {w("preview.unknown", { type: part.type })}
              </div>
            );
        }
      })}
    </div>
  );
}

const signs: Readonly<Record<string, LucideIcon>> = {
  image: Image,
  video: Video,
  document: FileText,
  location: MapPin,
};

function Media({ kind, file, place }: { kind: string; file: File | undefined; place: string | undefined }) {
  const { w } = useWindowWords();
  const Icon = signs[kind] ?? FileText;
  const picture = useMemo(
    () => (file?.type.startsWith("image/") ? URL.createObjectURL(file) : undefined),
    [file],
  );
  useEffect(() => () => (picture ? URL.revokeObjectURL(picture) : undefined), [picture]);
  if (picture) return <img src={picture} alt={file?.name ?? ""} className={classes.picture} />;
  const { name, address } = locationOf(place);
  const known = kind === "image" || kind === "video" || kind === "document" || kind === "location";
  const words =
    file?.name ??
    (name ? [name, address].filter(Boolean).join(", ") : w(`preview.${known ? kind : "document"}`));
  return (
    <div className={classes.media}>
      <Icon size={22} strokeWidth={1.5} aria-hidden />
      <span>{words}</span>
    </div>
  );
}

const buttonSigns: Readonly<Record<string, LucideIcon>> = {
  quick_reply: Reply,
  url: ExternalLink,
  phone_number: Phone,
  copy_code: Copy,
};

function Pressable({ button, value }: { button: TemplateButton; value: string | undefined }) {
  const Icon = buttonSigns[button.type];
  const goes =
    button.type === "url" ? (button.url ?? "").replace(/\{\{1\}\}/, value || "…") : (button.phone ?? "");
  const code = button.type === "copy_code" ? (value ?? "") : "";
  return (
    <div className={classes.button} title={goes || code || undefined}>
      {Icon && <Icon size={14} aria-hidden />}
      <bdi>{button.text}</bdi>
      {code && <code>{code}</code>}
    </div>
  );
}
