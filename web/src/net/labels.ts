// The calls about labels. Each throws a Fault.
import { http, must } from "./http";

export const addLabel = (id: string, label: string) =>
  must(http.POST("/conversations/{id}/labels", { params: { path: { id } }, body: { label } }));
export const removeLabel = (id: string, label: string) =>
  must(http.DELETE("/conversations/{id}/labels/{label}", { params: { path: { id, label } } }));
