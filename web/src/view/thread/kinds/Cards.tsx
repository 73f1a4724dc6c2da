import { Contact } from "lucide-react";

import type { Message } from "../../../state/model";
import { list, text, tree } from "../details";
import { PlainText } from "../PlainText";
import { CopyText } from "./CopyText";
import classes from "./Kinds.module.css";
import { Typed } from "./Typed";
import { useLaterWords } from "../../parts/useLaterWords";

/** Contact cards: names, numbers and addresses, each to copy. */
export function Cards({ message }: { message: Message }) {
  const { t } = useLaterWords();
  const cards = list(message.details, "contacts");
  const kind = t("message.contacts");
  if (cards.length === 0)
    return (
      <Typed icon={Contact} kind={kind}>
        <PlainText text={message.text || (message.label ?? "")} />
      </Typed>
    );
  return cards.map((card, i) => (
    // A card has no id of its own, and the list never changes.
    // oxlint-disable-next-line react/no-array-index-key
    <Typed key={i} icon={Contact} kind={kind}>
      <Card card={card} />
    </Typed>
  ));
}

function Card({ card }: { card: unknown }) {
  const name = tree(card, "name");
  const org = tree(card, "org");
  const work = [text(org, "title"), text(org, "company")].filter(Boolean).join(", ");
  const facts = [
    ...list(card, "phones").map((phone) => text(phone, "phone") || text(phone, "wa_id")),
    ...list(card, "emails").map((mail) => text(mail, "email")),
    ...list(card, "urls").map((url) => text(url, "url")),
  ].filter(Boolean);
  return (
    <>
      <PlainText text={text(name, "formatted_name") || text(name, "first_name")} />
      {work && <div className={classes.fact}>{work}</div>}
      {[...new Set(facts)].map((fact) => (
        <div key={fact} className={classes.fact}>
          <bdi>{fact}</bdi> <CopyText text={fact} />
        </div>
      ))}
    </>
  );
}
