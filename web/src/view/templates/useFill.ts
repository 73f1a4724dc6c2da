import { useState } from "react";

import { fieldNames, type Fields } from "../../state/fields";
import type { Capability, MessageTemplate } from "../../state/model";
import { holes, render, type Hole } from "../../state/template";
import { prefill, problems, usedAs, type Problem, type Values } from "../../state/templateFill";
import { idOf } from "../../state/templatePick";
import { noteTemplate, recentTemplates } from "../../state/templateRecent";
import { useTransom } from "../../state/store";
import type { TemplateUse } from "../../state/model";

/** A template that is ready to go out. */
export interface Ready {
  template: TemplateUse;
  /** As the customer reads it. */
  text: string;
  file?: File;
}

export interface Filling {
  holes: readonly Hole[];
  values: Values;
  file: File | undefined;
  /** What is wrong, by place. */
  wrong: Readonly<Record<string, Problem>>;
  /** The fields of the contact that have a value, to be put in. */
  offers: readonly (readonly [name: (typeof fieldNames)[number], value: string])[];
  set: (place: string, value: string, origin?: string) => void;
  setFile: (file: File | undefined) => void;
  /** The send; undefined while something is wrong. */
  ready: () => Ready | undefined;
}

/** What somebody puts into a template, begun with what is known of the contact. */
export function useFill(template: MessageTemplate, fields: Fields, able: Capability | undefined): Filling {
  const user = useTransom((s) => s.me?.member.id ?? "");
  const [start] = useState(() => {
    const last = recentTemplates(localStorage, user).find((used) => used.id === idOf(template));
    return prefill(template, fields, last?.origins ?? {});
  });
  const [values, setValues] = useState<Values>(start.values);
  const [origins, setOrigins] = useState(start.origins);
  const [file, setFile] = useState<File>();
  const wrong = problems(template, values, file && { mime: file.type, size: file.size }, able);
  const all = holes(template);
  return {
    holes: all,
    values,
    file,
    wrong,
    offers: fieldNames.flatMap((name) => {
      const value = fields[name];
      return value ? [[name, value] as const] : [];
    }),
    set: (place, value, origin) => {
      setValues({ ...values, [place]: value });
      setOrigins({ ...origins, [place]: origin });
    },
    setFile,
    ready: () => {
      if (Object.keys(wrong).length > 0) return undefined;
      noteTemplate(localStorage, user, template, origins);
      const use = usedAs(template, values);
      return { template: use, text: render(template, use), ...(file ? { file } : {}) };
    },
  };
}
