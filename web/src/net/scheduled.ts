// The calls about messages that wait for their time. Each throws a Fault.
import { done, http, must } from "./http";
import type { NewScheduled } from "./shapes";

const at = (id: string) => ({ params: { path: { id } } });
const one = (id: string, scheduledId: string) => ({ params: { path: { id, scheduledId } } });

export const listScheduled = (id: string) => must(http.GET("/conversations/{id}/scheduled", at(id)));
export const schedule = (id: string, body: NewScheduled) =>
  must(http.POST("/conversations/{id}/scheduled", { ...at(id), body }));
export const reschedule = (id: string, scheduledId: string, body: { due?: string; text?: string }) =>
  must(http.PATCH("/conversations/{id}/scheduled/{scheduledId}", { ...one(id, scheduledId), body }));
export const unschedule = (id: string, scheduledId: string) =>
  done(http.DELETE("/conversations/{id}/scheduled/{scheduledId}", one(id, scheduledId)));
