import { asFault, faultOf } from "./fault";
import { http, must, setToken } from "./http";
import type { SignedIn } from "./shapes";

export { onSignedOut, renew } from "./http";

/** What sign-in came to: in, or the step that is still missing. */
export type Entrance = { kind: "in" } | { kind: "newPassword"; session: string };

export async function signIn(email: string, password: string): Promise<Entrance> {
  return enter(await must(http.POST("/auth/sign-in", { body: { email, password } })));
}

export async function chooseNewPassword(
  email: string,
  session: string,
  newPassword: string,
): Promise<Entrance> {
  const body = { challenge: "NEW_PASSWORD_REQUIRED" as const, session, email, newPassword };
  return enter(await must(http.POST("/auth/challenge", { body })));
}

/** Forgets the token here at once; the cookie is taken back by the server. */
export async function signOut(): Promise<void> {
  setToken(undefined);
  const { error, response } = await http.POST("/auth/sign-out").catch((thrown: unknown) => {
    throw asFault(thrown);
  });
  if (error !== undefined) throw faultOf(response.status, error);
}

function enter(answer: SignedIn): Entrance {
  if (answer.challenge) return { kind: "newPassword", session: answer.session ?? "" };
  setToken(answer.accessToken);
  return { kind: "in" };
}
