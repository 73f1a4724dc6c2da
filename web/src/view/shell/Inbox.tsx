import { MessagesSquare } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";

import { setPrefs } from "../../state/prefs";
import { useListQuery, useOpenId } from "../app/nav";
import { useUi } from "../app/ui";
import { ConversationList } from "../list/ConversationList";
import { Empty } from "../parts/Empty";
import { Keys } from "../parts/Keys";
import classes from "./Inbox.module.css";
import { useLayout } from "./layout";
import { Resizer } from "./Resizer";
import { Views } from "./Views";

const thread = () => import("../thread/Thread");
const contact = () => import("../contact/Contact");
const Thread = lazy(() => thread().then((m) => ({ default: m.Thread })));
const Contact = lazy(() => contact().then((m) => ({ default: m.Contact })));
const Drawers = lazy(() => import("./Drawers").then((m) => ({ default: m.Drawers })));

/** The inbox: views, list, thread and contact, as many of them as there is room for. */
export function Inbox() {
  const layout = useLayout();
  const query = useListQuery();
  const id = useOpenId();
  const drawn = useUi((ui) => ui.viewsDrawer || ui.contactDrawer);
  // The list is painted first; what the next click needs comes right behind it.
  useEffect(() => {
    const idle = setTimeout(() => void Promise.all([thread(), contact()]), 150);
    return () => clearTimeout(idle);
  }, []);
  const narrow = layout.size === "narrow";
  const listed = narrow ? !id : layout.list > 0;

  return (
    <div className={classes.inbox}>
      {layout.views > 0 && (
        <div className={classes.panel} style={{ inlineSize: layout.views }}>
          <Views query={query} />
          <Resizer panel="views" width={layout.views} />
        </div>
      )}
      {listed && (
        <div className={classes.panel} style={narrow ? { flex: 1 } : { inlineSize: layout.list }}>
          <ConversationList query={query} openId={id} />
          {!narrow && <Resizer panel="list" width={layout.list} />}
        </div>
      )}
      {(!narrow || id) && (
        <main className={classes.thread} id="thread">
          <Suspense>{id ? <Thread id={id} layout={layout} /> : <Nothing />}</Suspense>
        </main>
      )}
      {id && layout.contact > 0 && (
        <div className={classes.panel} data-end style={{ inlineSize: layout.contact }}>
          <Resizer panel="contact" width={layout.contact} />
          <Suspense>
            <Contact id={id} onHide={() => setPrefs({ contact: false })} />
          </Suspense>
        </div>
      )}
      <Suspense>{drawn && <Drawers id={id} layout={layout} />}</Suspense>
    </div>
  );
}

function Nothing() {
  const { t } = useTranslation();
  return (
    <Empty
      icon={MessagesSquare}
      title={t("empty.thread")}
      lead={
        <>
          <Keys of="j" before={t("empty.threadMove")} /> <Keys of="k" />
          <br />
          <Keys of="mod+K" before={t("palette.open")} />
        </>
      }
    />
  );
}
