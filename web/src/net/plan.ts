// The calls about the workspace's plan. Each throws a Fault.
import { must } from "./http";
import { loose } from "./loose";
import type { Plan } from "./shapes";

export const getPlan = () => must(loose.GET("/plan")) as Promise<Plan>;
export const setPlan = (body: Plan) => must(loose.PUT("/plan", { body })) as Promise<Plan>;
