import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";

import { queries } from "../../state/resources";
import { resume, type Visit } from "../../state/session";
import { useTransom } from "../../state/store";
import { router } from "./routes";
import { theme } from "./theme";

const SignIn = lazy(() => import("../sign/SignIn").then((m) => ({ default: m.SignIn })));
const Broken = lazy(() => import("../sign/Broken").then((m) => ({ default: m.Broken })));

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Gate />
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Nobody in: the sign-in screen. The address stays, and is where one arrives after signing in. */
function Gate() {
  const [visit, setVisit] = useState<Visit>();
  const me = useTransom((s) => s.me?.member.id);
  const start = () => {
    setVisit(undefined);
    void resume().then(setVisit);
  };
  useEffect(start, []);

  useEffect(() => {
    if (!me) queries.clear();
  }, [me]);

  if (me) return <RouterProvider router={router} />;
  if (!visit) return null;
  return (
    <Suspense>{visit.kind === "broken" ? <Broken fault={visit.fault} again={start} /> : <SignIn />}</Suspense>
  );
}
