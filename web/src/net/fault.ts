import type { Problem } from "./shapes";

/** Codes for what goes wrong before any server answers. */
export const OFFLINE = "offline";
export const UNREADABLE = "unreadable";

/**
 * What a call throws: the server's problem, or ours when no server answered. `code` is a stable word that
 * the catalogue has a sentence for; `detail` is the server's English one, for codes the catalogue lacks.
 */
export class Fault extends Error {
  override readonly name = "Fault";

  constructor(
    readonly code: string,
    readonly status: number,
    readonly detail: string,
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }

  /**
   * Whether the same call may succeed later without anybody changing anything. It may have succeeded already, where
   * its answer was lost or could not be read: what must happen once is asked again under its first id.
   */
  get passing(): boolean {
    const unanswered = this.code === OFFLINE || (this.code === UNREADABLE && this.status < 400);
    return unanswered || this.status === 429 || this.status >= 500;
  }
}

/** Reads an answer that is not a success; a proxy's HTML or an empty body counts as unreadable. */
export function faultOf(status: number, body: unknown): Fault {
  if (isProblem(body)) return new Fault(body.code, status, body.detail, body.details);
  return new Fault(UNREADABLE, status, "");
}

/** Anything thrown, as a Fault: a lost connection, or else an answer that took too long, broke off or made no sense. */
export function asFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  return new Fault(thrown instanceof TypeError ? OFFLINE : UNREADABLE, 0, "");
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && typeof body.code === "string";
}
