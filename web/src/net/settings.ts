// The calls of the settings' screens, which load later than the rest. Each throws a Fault.
import { http, must } from "./http";

const at = (id: string) => ({ params: { path: { id } } });

export const checkChannel = (id: string) => must(http.POST("/channels/{id}/check", at(id)));
export const makeWidgetSecret = (id: string) => must(http.POST("/channels/{id}/widget-secret", at(id)));
export const listAccountEvents = (channelId?: string, cursor?: string) =>
  must(http.GET("/account-events", { params: { query: { channelId, cursor } } }));
export const getQuarantined = (id: string) => must(http.GET("/quarantine/{id}", at(id)));
export const replayQuarantined = (id: string) => must(http.POST("/quarantine/{id}/replay", at(id)));
export const previewReplay = (body: string) => must(http.POST("/replay", { body: { body } }));
