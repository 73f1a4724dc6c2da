// The calls about messages that wait for their time. Each throws a Fault.
import { done, must } from "./http";
import { loose } from "./loose";
import type { NewMessage, Scheduled } from "./shapes";

/** A message and when it is due (RFC 3339); its clientId becomes its id. */
export type NewScheduled = NewMessage & { due: string };

const at = (id: string) => ({ params: { path: { id } } });
const one = (id: string, scheduledId: string) => ({ params: { path: { id, scheduledId } } });

export const listScheduled = (id: string) =>
  must(loose.GET("/conversations/{id}/scheduled", at(id))) as Promise<{ items: Scheduled[] }>;
export const schedule = (id: string, body: NewScheduled) =>
  must(loose.POST("/conversations/{id}/scheduled", { ...at(id), body })) as Promise<Scheduled>;
export const reschedule = (id: string, scheduledId: string, body: { due?: string; text?: string }) =>
  must(
    loose.PATCH("/conversations/{id}/scheduled/{scheduledId}", { ...one(id, scheduledId), body }),
  ) as Promise<Scheduled>;
export const unschedule = (id: string, scheduledId: string) =>
  done(loose.DELETE("/conversations/{id}/scheduled/{scheduledId}", one(id, scheduledId)));
