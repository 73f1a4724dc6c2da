// A server for tests: each test says what answers its calls, and whatever reads an answer is the real thing. It is
// to be imported before what calls it, because a request of a page needs an address here.
type Body = Readonly<Record<string, unknown>>;

interface Call {
  /** The method and the path below /api/v1: "POST /conversations/a/close". */
  name: string;
  query: URLSearchParams;
  body: Body;
}

/** Answers a call: with a Response, or with a value that goes as JSON. What it throws is thrown at the caller. */
type Answer = (call: Call, nth: number) => unknown;

const Plain = globalThis.Request;
globalThis.Request = class extends Plain {
  constructor(address: string | URL | Request, init?: RequestInit) {
    super(typeof address === "string" ? new URL(address, "http://127.0.0.1") : address, init);
  }
};

/** Answers from now on; gives the calls as they come. `nth` counts those of one name, from 1. */
export function serve(answer: Answer): readonly Call[] {
  const calls: Call[] = [];
  globalThis.fetch = async (request) => {
    if (!(request instanceof Plain)) throw new Error("not a request");
    const text = await request.text();
    const { pathname, searchParams: query } = new URL(request.url);
    const name = `${request.method} ${pathname.replace("/api/v1", "")}`;
    const call = { name, query, body: text ? (JSON.parse(text) as Body) : {} };
    calls.push(call);
    const given = await answer(call, calls.filter((each) => each.name === name).length);
    return given instanceof Response ? given : Response.json(given);
  };
  return calls;
}

/** A refusal, as the server words it. */
export const refusal = (status: number, code: string): Response =>
  Response.json({ code, status, detail: "" }, { status });

/** What a browser throws when a call has taken too long. */
export const tooLate = (): DOMException => new DOMException("", "TimeoutError");

/** A success that breaks off while its body is read. */
export function brokenOff(): Response {
  const body = new ReadableStream({
    start(to) {
      to.enqueue(new TextEncoder().encode('{"id":'));
      to.error(new DOMException("", "NetworkError"));
    },
  });
  return new Response(body, { headers: { "Content-Type": "application/json" } });
}
