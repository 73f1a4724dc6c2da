import type { Message } from "../../../state/model";
import { text, tree } from "../details";
import { PlainText } from "../PlainText";
import classes from "./Kinds.module.css";
import { useLaterWords } from "../../parts/useLaterWords";

/** A place: a drawing of our own, since a map's tiles would tell a stranger where the customer is. */
export function Location({ message }: { message: Message }) {
  const { k, t } = useLaterWords();
  const place = tree(message.details, "location");
  const [latitude, longitude] = [text(place, "latitude"), text(place, "longitude")];
  const name = text(place, "name");
  return (
    <div className={classes.card}>
      <svg viewBox="0 0 260 96" className={classes.map} aria-hidden>
        <path d="M-10 70 C40 40 70 90 130 62 S220 30 280 52" />
        <path d="M60 -10 L92 110 M170 -10 L150 110 M-10 26 L270 18" />
        <circle cx="130" cy="46" r="22" data-halo />
        <path d="M130 62c-9-10-14-16-14-23a14 14 0 0 1 28 0c0 7-5 13-14 23z" data-pin />
        <circle cx="130" cy="39" r="4.5" data-hole />
      </svg>
      <PlainText text={name || message.text || t("message.location")} />
      {text(place, "address") && <div className={classes.fact}>{text(place, "address")}</div>}
      {latitude && longitude && (
        <div className={classes.fact}>
          {k("kind.coordinates")}: <bdi>{`${latitude}, ${longitude}`}</bdi>
          {" · "}
          <a
            className={classes.out}
            href={`https://www.openstreetmap.org/?mlat=${encodeURIComponent(latitude)}&mlon=${encodeURIComponent(longitude)}#map=16/${encodeURIComponent(latitude)}/${encodeURIComponent(longitude)}`}
            target="_blank"
            rel="noopener noreferrer"
          >
            {k("kind.openMap")}
          </a>
        </div>
      )}
    </div>
  );
}
