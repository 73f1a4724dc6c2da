// The calls about labels. Each throws a Fault.
import { must } from "./http";
import { loose } from "./loose";
import type { Conversation } from "./shapes";

export const addLabel = (id: string, label: string) =>
  must(
    loose.POST("/conversations/{id}/labels", { params: { path: { id } }, body: { label } }),
  ) as Promise<Conversation>;
export const removeLabel = (id: string, label: string) =>
  must(
    loose.DELETE("/conversations/{id}/labels/{label}", { params: { path: { id, label } } }),
  ) as Promise<Conversation>;
