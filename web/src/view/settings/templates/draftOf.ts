import type { MessageTemplate } from "../../../state/model";
import { isNamed, partsOf, type TemplateForm } from "../../../state/templateForm";

/** The template that a form would become, to be looked at before the platform has it. */
export function draftOf(form: TemplateForm): MessageTemplate {
  return {
    id: "",
    name: form.name,
    language: form.language,
    category: form.category,
    status: "pending",
    named: isNamed(form),
    parts: partsOf(form),
  };
}
