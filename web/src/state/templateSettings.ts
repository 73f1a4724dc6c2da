// Writing templates: what goes to review, and what is taken out of use.
import { useMutation } from "@tanstack/react-query";

import { beginHeaderUpload } from "../net/templates";
import * as calls from "../net/templateSettings";
import { put } from "../net/upload";
import type { MessageTemplate } from "./model";
import { isNamed, partsOf, type TemplateForm } from "./templateForm";
import { forgetTemplates } from "./templates";

/** What somebody wrote, with the example file of its header. */
interface Written {
  form: TemplateForm;
  file: File | undefined;
}

/** Sends a new template to review, or a change of the given one. */
export function useSaveTemplate(channelId: string, template: MessageTemplate | undefined) {
  return useMutation({
    mutationFn: async ({ form, file }: Written) => {
      const uploadId = file ? await upload(file) : undefined;
      const category = form.category === "marketing" ? ("marketing" as const) : ("utility" as const);
      const body = { category, parts: partsOf(form), ...(uploadId ? { uploadId } : {}) };
      if (template) return calls.changeTemplate(channelId, template.id, body);
      const { name, language } = form;
      return calls.makeTemplate(channelId, { name, language, named: isNamed(form), ...body });
    },
    onSuccess: () => forgetTemplates(channelId),
  });
}

export function useDeleteTemplate(channelId: string) {
  return useMutation({
    mutationFn: (templateId: string) => calls.deleteTemplate(channelId, templateId),
    onSuccess: () => forgetTemplates(channelId),
  });
}

async function upload(file: File): Promise<string> {
  const mime = file.type || "application/octet-stream";
  const to = await beginHeaderUpload({ name: file.name, mime, size: file.size });
  await put(to, file, () => undefined, new AbortController().signal);
  return to.id;
}
