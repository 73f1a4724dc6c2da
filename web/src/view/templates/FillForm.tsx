import { ActionIcon, Menu, TextInput } from "@mantine/core";
import { UserRound } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import type { Capability, MessageTemplate } from "../../state/model";
import { asked, type Hole } from "../../state/template";
import { useWindowWords } from "../parts/useWindowWords";
import classes from "./Fill.module.css";
import { FillFile } from "./FillFile";
import { FillLocation } from "./FillLocation";
import { useProblem } from "./problem";
import type { Filling } from "./useFill";
import { useHoleLabel } from "./useHoleLabel";

interface Props {
  template: MessageTemplate;
  filling: Filling;
  able: Capability | undefined;
}

/** A field for every place of a template. */
export function FillForm({ template, filling, able }: Props) {
  const { w } = useWindowWords();
  const said = useProblem();
  const places = asked(template);
  const first = places.find((hole) => filling.wrong[hole.place]);
  if (places.length === 0) return <p className={classes.nothing}>{w("fill.nothing")}</p>;
  return (
    <div className={classes.fields}>
      {places.map((hole) => {
        if (hole.kind === "location") return <FillLocation key={hole.place} hole={hole} filling={filling} />;
        if (hole.kind === "image" || hole.kind === "video" || hole.kind === "document")
          return (
            <FillFile key={hole.place} hole={hole} filling={filling} able={able} first={hole === first} />
          );
        return (
          <FillText
            key={hole.place}
            template={template}
            hole={hole}
            filling={filling}
            first={hole === first}
          />
        );
      })}
      {["header", "body"].map((part) => {
        const problem = filling.wrong[part];
        return (
          problem && (
            <p key={part} className={classes.wrong} role="alert">
              {w(part === "body" ? "fill.bodyLong" : "fill.headerLong")} {said(problem)}
            </p>
          )
        );
      })}
    </div>
  );
}

interface TextProps {
  template: MessageTemplate;
  hole: Hole;
  filling: Filling;
  first: boolean;
}

function FillText({ template, hole, filling, first }: TextProps) {
  const input = useRef<HTMLInputElement>(null);
  // The first open place is where one goes on; only when the form comes.
  const [start] = useState(first);
  useEffect(() => {
    if (start) input.current?.focus();
  }, [start]);
  const { w } = useWindowWords();
  const said = useProblem();
  const label = useHoleLabel(template);
  const value = filling.values[hole.place] ?? "";
  const problem = filling.wrong[hole.place];
  const missing = problem === "missing";
  return (
    <TextInput
      ref={input}
      label={label(hole)}
      value={value}
      placeholder={hole.example && w("fill.example", { text: hole.example })}
      onChange={(e) => filling.set(hole.place, e.currentTarget.value)}
      classNames={{ input: missing ? classes.missing : undefined }}
      required
      error={problem && !missing ? said(problem) : undefined}
      description={missing ? w("fill.missing") : undefined}
      inputWrapperOrder={["label", "input", "description", "error"]}
      rightSection={
        filling.offers.length > 0 &&
        hole.kind === "text" && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={w("fill.suggest", { place: label(hole) })}
              >
                <UserRound size={15} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{w("fill.fields")}</Menu.Label>
              {filling.offers.map(([name, text]) => (
                <Menu.Item
                  key={name}
                  rightSection={<span className={classes.offer}>{text}</span>}
                  onClick={() => filling.set(hole.place, text, name)}
                >
                  {w(`field.${name}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )
      }
    />
  );
}
