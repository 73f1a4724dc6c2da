// Recording a voice note, in a form that the channel takes.
import { oggOf } from "./ogg";
import { wavOf } from "./wav";
import { opusOf } from "./webm";

export interface Recording {
  /** 0 to 1, now. */
  level: () => number;
  /** Ends it and gives what was recorded. */
  stop: () => Promise<Blob>;
  /** Ends it and forgets it. */
  drop: () => void;
}

const recordable = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"] as const;

/** Asks for the microphone and begins. It throws what the browser says when the person or the system refuses. */
export async function record(mimes: readonly string[]): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
  });
  const form = recordable.find((mime) => MediaRecorder.isTypeSupported(mime)) ?? "";
  const recorder = new MediaRecorder(stream, { mimeType: form, audioBitsPerSecond: 24_000 });
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", (e) => parts.push(e.data));
  const context = new AudioContext();
  const meter = context.createAnalyser();
  meter.fftSize = 256;
  context.createMediaStreamSource(stream).connect(meter);
  const samples = new Uint8Array(meter.fftSize);
  const end = () => {
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
  recorder.start(1000);
  return {
    level: () => {
      meter.getByteTimeDomainData(samples);
      return Math.min(1, Math.max(...samples.map((s) => Math.abs(s - 128))) / 90);
    },
    stop: async () => {
      const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
      recorder.stop();
      await stopped;
      end();
      return fitting(new Blob(parts, { type: form }), mimes);
    },
    drop: () => {
      if (recorder.state !== "inactive") recorder.stop();
      end();
    },
  };
}

/** A recording in a form that a channel takes: as it is, repacked, or as plain samples. */
export async function fitting(recorded: Blob, mimes: readonly string[]): Promise<Blob> {
  const is = recorded.type.split(";")[0] ?? "";
  if (mimes.includes(is)) return new Blob([recorded], { type: is });
  if (is === "audio/webm" && mimes.includes("audio/ogg")) {
    const { head, packets } = opusOf(new Uint8Array(await recorded.arrayBuffer()));
    return new Blob([oggOf(head, packets)], { type: "audio/ogg" });
  }
  return wavOf(recorded);
}
