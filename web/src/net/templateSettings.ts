// The calls of those who write templates. Each throws a Fault.
import { done, http, must } from "./http";
import type { NewTemplate, TemplateChange } from "./shapes";

const at = (id: string) => ({ params: { path: { id } } });
const of = (id: string, templateId: string) => ({ params: { path: { id, templateId } } });

export const makeTemplate = (id: string, body: NewTemplate) =>
  must(http.POST("/channels/{id}/templates", { ...at(id), body }));
export const changeTemplate = (id: string, templateId: string, body: TemplateChange) =>
  must(http.PUT("/channels/{id}/templates/{templateId}", { ...of(id, templateId), body }));
export const deleteTemplate = (id: string, templateId: string) =>
  done(http.DELETE("/channels/{id}/templates/{templateId}", of(id, templateId)));
