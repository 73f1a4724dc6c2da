import { TextInput } from "@mantine/core";

import type { Hole } from "../../state/template";
import { locationOf, type Location } from "../../state/templateFill";
import { useWindowWords } from "../parts/useWindowWords";
import classes from "./Fill.module.css";
import { useProblem } from "./problem";
import type { Filling } from "./useFill";

const parts = ["name", "address", "latitude", "longitude"] as const;

/** Where a location header points to. The platform wants all of it. */
export function FillLocation({ hole, filling }: { hole: Hole; filling: Filling }) {
  const { w } = useWindowWords();
  const said = useProblem();
  const place = locationOf(filling.values[hole.place]);
  const problem = filling.wrong[hole.place];
  const set = (part: keyof Location, text: string) => {
    const next: Location = { ...place, [part]: text };
    const blank = Object.values(next).every((each) => String(each ?? "").trim() === "");
    filling.set(hole.place, blank ? "" : JSON.stringify(numbered(next)));
  };
  return (
    <fieldset className={classes.location}>
      <legend>{w("fill.location")}</legend>
      {parts.map((part) => (
        <TextInput
          key={part}
          aria-label={w(`fill.${part}`)}
          placeholder={w(`fill.${part}`)}
          inputMode={part === "latitude" || part === "longitude" ? "decimal" : undefined}
          defaultValue={String(place[part] ?? "")}
          onChange={(e) => set(part, e.currentTarget.value)}
        />
      ))}
      {problem === "bad_location" && <p className={classes.wrong}>{said(problem)}</p>}
    </fieldset>
  );
}

/** Degrees are numbers where they read as such. */
function numbered(place: Location): Location {
  const number = (text: string | number | undefined) => {
    const n = Number(String(text ?? "").replace(",", "."));
    return text === undefined || String(text).trim() === "" || Number.isNaN(n) ? text : n;
  };
  return { ...place, latitude: number(place.latitude), longitude: number(place.longitude) };
}
