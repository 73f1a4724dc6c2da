// Builds the widget into the client's folder: one classic script that any page can load. Run from web/, whose
// tools it uses: `npm run widget`.
export default {
  root: import.meta.dirname,
  configFile: false,
  publicDir: false,
  build: {
    outDir: "../web/dist",
    emptyOutDir: false,
    target: "es2020",
    lib: { entry: "src/main.ts", formats: ["iife"], name: "TransomChat", fileName: () => "widget.js" },
  },
};
