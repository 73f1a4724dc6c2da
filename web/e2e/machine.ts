import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The password of the demo people on every machine that is started here. */
export const PASSWORD = "Stories-run-4-you";

/** A machine of one's own: the whole system on a free port, its data in a fresh folder below build/e2e. */
export async function machine(name: string, ...flags: readonly string[]) {
  // Playwright reads its configuration again in every worker: the port is picked once and handed down.
  const key = `TRANSOM_E2E_PORT_${name.toUpperCase()}`;
  const port = (process.env[key] ??= String(await freePort()));
  const data = `build/e2e/${name}`;
  return {
    url: `http://127.0.0.1:${port}`,
    server: {
      name,
      cwd: root,
      command: `rm -rf ${data} && mkdir -p ${data} && exec build/transom ${flags.join(" ")} 2> build/e2e/${name}.log`,
      env: { TRANSOM_ADDR: `127.0.0.1:${port}`, TRANSOM_DATA: data, TRANSOM_DEMO_PASSWORD: PASSWORD },
      // The line with the address is printed when everything answers and the demo workspace is there.
      wait: { stdout: /Transom is at/ },
      timeout: 120_000,
      gracefulShutdown: { signal: "SIGTERM" as const, timeout: 10_000 },
    },
  };
}

// Below the ports that systems give to whoever asks for any: nobody is given one between the choice and its use.
const [FIRST, END] = [20_000, 32_000];

async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (END - FIRST));
    if (await free(port)) return port;
  }
}

function free(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
