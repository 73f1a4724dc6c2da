import { http } from "./http";

type Ask = (path: string, init?: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** The API by paths that the generated types do not know yet. */
export const loose = http as unknown as Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE", Ask>;
