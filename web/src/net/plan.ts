// The calls about the workspace's plan. Each throws a Fault.
import { http, must } from "./http";
import type { NewPlan } from "./shapes";

export const getPlan = () => must(http.GET("/plan"));
export const setPlan = (body: NewPlan) => must(http.PUT("/plan", { body }));
