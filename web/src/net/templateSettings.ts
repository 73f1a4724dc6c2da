// The calls of those who write templates. Each throws a Fault.
import { done, must } from "./http";
import { loose } from "./loose";
import type { MessageTemplate, TemplatePart, Upload } from "./shapes";

/** What a template is made of when it goes to review. */
export interface TemplateParts {
  category: string;
  parts: TemplatePart[];
  /** The example file of a header that takes one. */
  uploadId?: string;
}

export interface NewTemplate extends TemplateParts {
  name: string;
  language: string;
  named: boolean;
}

const at = (id: string) => ({ params: { path: { id } } });
const of = (id: string, templateId: string) => ({ params: { path: { id, templateId } } });

export const makeTemplate = (id: string, body: NewTemplate) =>
  must(loose.POST("/channels/{id}/templates", { ...at(id), body })) as Promise<MessageTemplate>;
export const changeTemplate = (id: string, templateId: string, body: TemplateParts) =>
  must(
    loose.PUT("/channels/{id}/templates/{templateId}", { ...of(id, templateId), body }),
  ) as Promise<MessageTemplate>;
export const deleteTemplate = (id: string, templateId: string) =>
  done(loose.DELETE("/channels/{id}/templates/{templateId}", of(id, templateId)));
export const beginTemplateUpload = (file: { name: string; mime: string; size: number }) =>
  must(loose.POST("/uploads", { body: { ...file, for: "template" } })) as Promise<Upload>;
