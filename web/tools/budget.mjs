// Holds the first load to its budget: the gzipped JavaScript that index.html needs before it can paint.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const budget = 250 * 1024;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

const files = new Set();
const visit = (key) => {
  const chunk = manifest[key];
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const next of chunk.imports ?? []) visit(next);
};
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);

let sum = 0;
for (const file of files) {
  const size = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
  sum += size;
  console.log(`${(size / 1024).toFixed(1).padStart(8)} KB  ${file}`);
}
console.log(`${(sum / 1024).toFixed(1).padStart(8)} KB  first load, of ${budget / 1024} KB`);
if (sum > budget) {
  console.error("The first load is over its budget.");
  process.exit(1);
}

// The widget is a guest on other people's pages.
const guest = 25 * 1024;
const widget = gzipSync(readFileSync(new URL("widget.js", dist)), { level: 9 }).length;
console.log(`${(widget / 1024).toFixed(1).padStart(8)} KB  widget.js, of ${guest / 1024} KB`);
if (widget > guest) {
  console.error("The widget is over its budget.");
  process.exit(1);
}
