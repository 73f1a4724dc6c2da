import { Pause, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { peaksOf } from "./peaks";
import classes from "./Audio.module.css";

const speeds = [1, 1.5, 2] as const;
const flat = Array.from({ length: 44 }, () => 0.12);

/** A recording (`blob`: its bytes, where they are at hand): play, its waveform to seek in, its time and its speed. */
export function Audio({ url, voice, blob }: { url: string; voice: boolean; blob?: Blob }) {
  const { t } = useTranslation();
  const player = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [peaks, setPeaks] = useState<{ bars: readonly number[]; seconds?: number }>({ bars: flat });
  const [length, setLength] = useState(0);
  const [step, setStep] = useState(0);
  const speed = speeds[step] ?? 1;
  const label = t(voice ? "message.voice" : "message.audio");

  useEffect(() => {
    let left = false;
    // A file that cannot be read as sound keeps its flat line; it may still play.
    void peaksOf(blob ?? url, flat.length).then(
      (found) => !left && setPeaks(found),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [url, blob]);

  const total = (Number.isFinite(length) && length > 0 ? length : peaks.seconds) ?? 0;
  const share = total > 0 ? Math.min(1, at / total) : 0;
  const toggle = () => {
    const el = player.current;
    if (!el) return;
    if (el.paused) void el.play();
    else el.pause();
  };
  const faster = () => {
    const next = (step + 1) % speeds.length;
    setStep(next);
    if (player.current) player.current.playbackRate = speeds[next] ?? 1;
  };
  const seek = (to: number) => {
    if (player.current && total > 0) player.current.currentTime = to;
    setAt(to);
  };
  return (
    <div className={classes.voice}>
      <audio
        ref={player}
        src={url}
        preload="metadata"
        aria-label={label}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={(e) => setAt(e.currentTarget.currentTime)}
        onLoadedMetadata={(e) => setLength(e.currentTarget.duration)}
      />
      <button
        type="button"
        className={classes.play}
        onClick={toggle}
        aria-label={t(playing ? "message.pause" : "message.play")}
      >
        {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </button>
      <div className={classes.wave}>
        <svg viewBox={`0 0 ${peaks.bars.length * 4} 32`} preserveAspectRatio="none" aria-hidden>
          {peaks.bars.map((peak, i) => (
            <rect
              // The bars have no other identity than their place.
              // oxlint-disable-next-line react/no-array-index-key
              key={i}
              x={i * 4}
              y={16 - Math.max(1, peak * 15)}
              width={2.4}
              height={Math.max(2, peak * 30)}
              rx={1.2}
              data-heard={i / peaks.bars.length < share || undefined}
            />
          ))}
        </svg>
        <input
          type="range"
          min={0}
          max={Math.max(total, 0.1)}
          step={0.1}
          value={Math.min(at, total)}
          aria-label={t("message.seek", { label })}
          aria-valuetext={clock(at)}
          onChange={(e) => seek(Number(e.currentTarget.value))}
        />
      </div>
      <span className={classes.time}>{clock(playing || at > 0 ? at : total)}</span>
      <button type="button" className={classes.speed} onClick={faster} title={t("message.speed")}>
        {speed}×
      </button>
    </div>
  );
}

/** "0:07", "12:30". */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
