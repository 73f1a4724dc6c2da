import { Contact, MapPin, ShoppingBag } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Message } from "../../state/model";
import classes from "./Body.module.css";
import { list, text, tree } from "./details";
import { PlainText } from "./PlainText";

type Details = Message["details"];

export function Location({ details, label }: { details: Details; label?: string }) {
  const { t } = useTranslation();
  const place = tree(details, "location");
  const [lat, lon] = [text(place, "latitude"), text(place, "longitude")];
  return (
    <div className={classes.typed}>
      <MapPin size={16} aria-hidden />
      <div className={classes.rows}>
        <PlainText text={text(place, "name") || label || t("message.location")} />
        {text(place, "address") && <div className={classes.fact}>{text(place, "address")}</div>}
        {lat && lon && (
          <div className={classes.fact}>
            {t("message.openMap")}: <bdi>{`${lat}, ${lon}`}</bdi>
          </div>
        )}
      </div>
    </div>
  );
}

export function Cards({ details, label }: { details: Details; label?: string }) {
  const { t } = useTranslation();
  const cards = list(details, "contacts");
  if (cards.length === 0) return <PlainText text={label || t("message.contacts")} />;
  return (
    <>
      {cards.map((card, i) => {
        const name = text(tree(card, "name"), "formatted_name") || text(tree(card, "name"), "first_name");
        return (
          // A card has no id of its own, and the list never changes.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={i} className={classes.typed}>
            <Contact size={16} aria-hidden />
            <div className={classes.rows}>
              <PlainText text={name || t("message.contacts")} />
              {list(card, "phones").map((phone) => (
                <div key={text(phone, "phone")} className={classes.fact}>
                  <bdi>{text(phone, "phone")}</bdi>
                </div>
              ))}
              {list(card, "emails").map((mail) => (
                <div key={text(mail, "email")} className={classes.fact}>
                  {text(mail, "email")}
                </div>
              ))}
            </div>
          </div>
        );
      })}
    </>
  );
}

export function Order({ message }: { message: Message }) {
  const { t } = useTranslation();
  const items = list(tree(message.details, "order"), "product_items");
  return (
    <div className={classes.typed}>
      <ShoppingBag size={16} aria-hidden />
      <div className={classes.rows}>
        <div className={classes.kind}>
          {t("message.order")} · {t("message.items", { count: items.length })}
        </div>
        {message.text && <PlainText text={message.text} />}
        <ul className={classes.list}>
          {items.map((item) => (
            <li key={text(item, "product_retailer_id")}>
              {text(item, "quantity")} × {text(item, "product_retailer_id")}
              {text(item, "item_price") && ` · ${text(item, "item_price")} ${text(item, "currency")}`}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
