import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";

import { Inbox } from "../shell/Inbox";
import { Shell } from "../shell/Shell";
import { Crash } from "./Crash";
import { searchOf } from "./search";

const root = createRootRoute({ component: Shell });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/inbox", search: {} });
  },
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: "/inbox",
  validateSearch: searchOf,
  component: Inbox,
});

const conversation = createRoute({ getParentRoute: () => inbox, path: "$id" });

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => import("../settings/Settings"), "Settings"),
});

const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/channels" });
  },
});

const settingsPage = (
  path: "channels" | "templates" | "snippets" | "windows" | "events" | "quarantine" | "lab" | "device",
) => createRoute({ getParentRoute: () => settings, path });

const tree = root.addChildren([
  start,
  inbox.addChildren([conversation]),
  settings.addChildren([
    settingsStart,
    settingsPage("channels"),
    settingsPage("templates"),
    settingsPage("snippets"),
    settingsPage("windows"),
    settingsPage("events"),
    settingsPage("quarantine"),
    settingsPage("lab"),
    settingsPage("device"),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPendingMinMs: 0,
  defaultErrorComponent: Crash,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
