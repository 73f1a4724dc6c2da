import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The address of a running Transom, for `npm run dev`; the API, the socket and the sandbox live there.
const backend = process.env["TRANSOM_ADDR"] ?? "127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  build: { manifest: true, target: "es2023", chunkSizeWarningLimit: 700, assetsInlineLimit: 0 },
  server: { proxy: { "/api": `http://${backend}`, "/_local": `http://${backend}` } },
  css: { modules: { localsConvention: "camelCaseOnly" } },
});
