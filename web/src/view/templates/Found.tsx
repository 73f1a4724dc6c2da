import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";

import type { MessageTemplate } from "../../state/model";
import { idOf, type Section } from "../../state/templatePick";
import { useWindowWords } from "../parts/useWindowWords";
import { Option } from "./Option";
import classes from "./Picker.module.css";

/** The usual height of an option and of a head, in pixels. */
const OPTION = 48;
const HEAD = 28;

/** How near the end more is asked for, in lines. */
const NEAR = 10;

interface Props {
  found: readonly Section[];
  at: MessageTemplate | undefined;
  /** Whether these are not all. */
  more: boolean;
  onPoint: (template: MessageTemplate) => void;
  onPick: (template: MessageTemplate) => void;
  onEnd: () => void;
}

/** A head, or a template below it: the how-manieth, from 1. */
type Line =
  | { key: string; head: string }
  | { key: string; template: MessageTemplate; off: boolean; under: boolean; place: number };

/** The templates that were found, under their heads; only those in sight are drawn. */
export function Found({ found, at, more, onPoint, onPick, onEnd }: Props) {
  const { w } = useWindowWords();
  const list = useRef<HTMLDivElement>(null);
  const lines = useLines(found);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => list.current,
    estimateSize: (i) => (lines[i] && "head" in lines[i] ? HEAD : OPTION),
    getItemKey: (i) => lines[i]?.key ?? i,
    overscan: 8,
  });
  const id = at && idOf(at);
  const where = lines.findIndex((line) => "template" in line && !line.off && idOf(line.template) === id);
  useEffect(() => {
    if (where >= 0) virtual.scrollToIndex(where <= 1 ? 0 : where);
    // Only what the keyboard is on moves the list, not what comes below it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [id]);
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= lines.length - NEAR) onEnd();
  }, [last, lines.length, onEnd]);
  const end = lines.at(-1);
  const count = end && "template" in end ? end.place : 0;
  return (
    <div ref={list} id="templates" role="listbox" aria-label={w("pick.list")} className={classes.list}>
      <div role="presentation" className={classes.whole} style={{ blockSize: virtual.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const line = lines[index];
          if (!line) return null;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              role="presentation"
              className={classes.slot}
              style={{ transform: `translateY(${start}px)` }}
            >
              {"head" in line ? (
                <div className={classes.head}>{line.head}</div>
              ) : (
                <Option
                  template={line.template}
                  chosen={index === where}
                  off={line.off}
                  under={line.under}
                  place={line.place}
                  of={more ? -1 : count}
                  onPoint={onPoint}
                  onPick={onPick}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The sections as lines from top to bottom. */
function useLines(found: readonly Section[]): readonly Line[] {
  const { w } = useWindowWords();
  return useMemo(() => {
    const headOf = ({ kind, items, name }: Section): string => {
      if (kind === "recent") return w("pick.recent");
      if (kind === "unusable") return w("pick.unusable");
      return items.length > 1 ? name : "";
    };
    let place = 0;
    return found.flatMap((section): Line[] => {
      const head = headOf(section);
      const options = section.items.map((template) => ({
        key: `${section.kind} ${idOf(template)}`,
        template,
        off: section.kind === "unusable",
        under: section.kind === "name" && head !== "",
        place: ++place,
      }));
      return head ? [{ key: `${section.kind} ${section.name}`, head }, ...options] : options;
    });
  }, [found, w]);
}
