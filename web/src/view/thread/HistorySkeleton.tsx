import { Skeleton } from "@mantine/core";

import classes from "./History.module.css";

export function HistorySkeleton() {
  return (
    <div className={classes.skeletons} aria-hidden>
      <Skeleton height={38} width="52%" radius={12} />
      <Skeleton height={56} width="44%" radius={12} />
      <Skeleton height={38} width="40%" radius={12} style={{ alignSelf: "flex-end" }} />
      <Skeleton height={38} width="30%" radius={12} />
    </div>
  );
}
