import { useRef, useState } from "react";

import classes from "./Attachment.module.css";

const speeds = [1, 1.5, 2] as const;

/** A recording with its speed. */
export function Audio({ url, label }: { url: string; label: string }) {
  const player = useRef<HTMLAudioElement>(null);
  const [step, setStep] = useState(0);
  const speed = speeds[step] ?? 1;
  const faster = () => {
    const next = (step + 1) % speeds.length;
    setStep(next);
    if (player.current) player.current.playbackRate = speeds[next] ?? 1;
  };
  return (
    <>
      <audio ref={player} src={url} controls preload="metadata" aria-label={label} />
      <button type="button" className={classes.speed} onClick={faster}>
        {speed}×
      </button>
    </>
  );
}
