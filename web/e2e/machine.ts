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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new Error("no free port"));
      });
    });
  });
}
