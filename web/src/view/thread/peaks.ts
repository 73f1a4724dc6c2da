/** A longer file than this is not read for its waveform, in bytes. */
const MOST = 8 << 20;

/** The loudness of a recording in so many steps, 0 to 1, and its length in seconds. */
export async function peaksOf(
  source: string | Blob,
  steps: number,
): Promise<{ bars: number[]; seconds: number }> {
  const bytes = typeof source === "string" ? await read(source) : await source.arrayBuffer();
  const sound = await new OfflineAudioContext(1, 1, 22_050).decodeAudioData(bytes);
  return { bars: loudness(sound.getChannelData(0), steps), seconds: sound.duration };
}

async function read(url: string): Promise<ArrayBuffer> {
  const answer = await fetch(url);
  if (!answer.ok || Number(answer.headers.get("Content-Length") ?? 0) > MOST) throw new Error("no waveform");
  return answer.arrayBuffer();
}

/** The greatest amplitude of each step, in proportion to the loudest one. */
export function loudness(samples: Float32Array, steps: number): number[] {
  const size = Math.max(1, Math.floor(samples.length / steps));
  const bars = Array.from({ length: steps }, (_, i) => {
    let most = 0;
    for (let at = i * size; at < (i + 1) * size && at < samples.length; at++) {
      most = Math.max(most, Math.abs(samples[at] ?? 0));
    }
    return most;
  });
  const loudest = Math.max(...bars, 0.01);
  return bars.map((bar) => bar / loudest);
}
