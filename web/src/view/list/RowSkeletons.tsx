import { Skeleton } from "@mantine/core";

import classes from "./Row.module.css";

const shapes = [72, 54, 88, 61, 47, 80, 66, 58];

/** Rows to come: the same measures, so that nothing jumps when they are there. */
export function RowSkeletons() {
  return (
    <div aria-hidden>
      {shapes.map((width) => (
        <div key={width} className={classes.row} style={{ pointerEvents: "none" }}>
          <Skeleton circle height={36} className={classes.face} />
          <Skeleton height={10} width={`${width}%`} mt={5} />
          <Skeleton height={8} width={22} mt={6} />
          <Skeleton height={8} width="90%" mt={4} />
          <span />
          <Skeleton height={8} width={60} mt={4} />
        </div>
      ))}
    </div>
  );
}
