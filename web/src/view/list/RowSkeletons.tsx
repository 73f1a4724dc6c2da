import { Skeleton } from "@mantine/core";

import classes from "./Row.module.css";

const shapes = [72, 54, 88, 61, 47, 80, 66, 58];

/** Rows to come: the same measures, so that nothing jumps when they are there. */
export function RowSkeletons() {
  return (
    <div aria-hidden>
      {shapes.map((width) => (
        <div key={width} className={classes.row} style={{ pointerEvents: "none" }}>
          <Skeleton circle height={36} />
          <span className={classes.lines}>
            <Skeleton height={10} width={`${width}%`} />
            <Skeleton height={8} width="92%" mt={8} />
            <Skeleton height={8} width={60} mt={8} />
          </span>
        </div>
      ))}
    </div>
  );
}
