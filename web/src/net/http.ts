import createClient, { type Middleware } from "openapi-fetch";

import type { paths } from "./api.gen";
import { asFault, Fault, faultOf } from "./fault";

const BASE = "/api/v1";

/** How long a call may take before it counts as "no answer", in milliseconds. */
const PATIENCE = 20_000;

// The access token lives here and nowhere else: not in storage, not in a cookie a script can read.
let token: string | undefined;
let refreshing: Promise<boolean> | undefined;
let signedOut: () => void = () => {};

export function setToken(next: string | undefined): void {
  token = next;
}

/** Called once, when the session cannot be renewed any more. */
export function onSignedOut(fn: () => void): void {
  signedOut = fn;
}

const bearer: Middleware = {
  onRequest({ request }) {
    if (token) request.headers.set("Authorization", `Bearer ${token}`);
    return request;
  },
};

/** Asks once more with a fresh token when the old one has run out. */
async function fetchSigned(request: Request): Promise<Response> {
  const again = request.clone();
  const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status !== 401 || request.url.includes("/auth/")) return answer;
  if (!(await renew())) {
    signedOut();
    return answer;
  }
  again.headers.set("Authorization", `Bearer ${token ?? ""}`);
  return fetch(again, { signal: AbortSignal.timeout(PATIENCE) });
}

export const http = createClient<paths>({
  baseUrl: BASE,
  fetch: fetchSigned,
  querySerializer: { array: { style: "form", explode: true } },
});
http.use(bearer);

/** Trades the refresh cookie for a token; many callers at once share one request. False: nobody is signed in. */
export function renew(): Promise<boolean> {
  refreshing ??= http
    .POST("/auth/refresh")
    .then(({ data, response }) => {
      if (!data && response.status >= 500) throw new Fault("sign_in_away", response.status, "");
      token = data?.accessToken;
      return token !== undefined;
    })
    .finally(() => {
      refreshing = undefined;
    });
  return refreshing;
}

type Answer<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** The body of a successful answer; everything else is thrown as a Fault. */
export async function must<T>(answer: Answer<T>): Promise<T> {
  const { data, error, response } = await answer.catch((thrown: unknown) => {
    throw asFault(thrown);
  });
  if (data !== undefined) return data;
  throw faultOf(response.status, error);
}

/** Waits for an answer that has no body; anything but success is thrown as a Fault. */
export async function done(answer: Answer<unknown>): Promise<void> {
  const { error, response } = await answer.catch((thrown: unknown) => {
    throw asFault(thrown);
  });
  if (!response.ok) throw faultOf(response.status, error);
}
