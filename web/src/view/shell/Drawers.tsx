import { Drawer } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useListQuery } from "../app/nav";
import { setUi, useUi } from "../app/ui";
import { Contact } from "../contact/Contact";
import type { Layout } from "./layout";
import { Views } from "./Views";

const shut = () => setUi({ viewsDrawer: false, contactDrawer: false });

/** The panels that have no room of their own, called over the others. */
export function Drawers({ id, layout }: { id: string | undefined; layout: Layout }) {
  const { t } = useTranslation();
  const query = useListQuery();
  const views = useUi((ui) => ui.viewsDrawer);
  const contact = useUi((ui) => ui.contactDrawer);
  return (
    <>
      <Drawer
        opened={views && layout.views === 0}
        onClose={shut}
        size={260}
        padding={0}
        withCloseButton={false}
        styles={{ body: { blockSize: "100%" } }}
        aria-label={t("views.label")}
      >
        <Views query={query} onChosen={shut} />
      </Drawer>
      <Drawer
        opened={contact && Boolean(id) && layout.contact === 0}
        onClose={shut}
        position="right"
        size={320}
        padding={0}
        withCloseButton={false}
        styles={{ body: { blockSize: "100%" } }}
        aria-label={t("contact.title")}
      >
        {id && <Contact id={id} onHide={shut} />}
      </Drawer>
    </>
  );
}
