import "@mantine/core/styles.css";
import "./view/app/global.css";
import "./words/i18n";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./view/app/App";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
