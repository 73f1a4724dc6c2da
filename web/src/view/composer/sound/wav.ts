// A WAV file of one channel, for channels that take neither Opus nor what this browser records.

/** Speech needs no more samples a second. */
const RATE = 16_000;

/** Decodes a recording and writes it as WAV. */
export async function wavOf(recorded: Blob): Promise<Blob> {
  const decoder = new OfflineAudioContext(1, 1, RATE);
  const sound = await decoder.decodeAudioData(await recorded.arrayBuffer());
  const mixer = new OfflineAudioContext(1, Math.max(1, Math.ceil(sound.duration * RATE)), RATE);
  const source = mixer.createBufferSource();
  source.buffer = sound;
  source.connect(mixer.destination);
  source.start();
  return new Blob([wav((await mixer.startRendering()).getChannelData(0))], { type: "audio/wav" });
}

export function wav(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(out.buffer);
  const word = (at: number, text: string) => out.set(new TextEncoder().encode(text), at);
  word(0, "RIFF");
  view.setUint32(4, out.length - 8, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, i) => {
    view.setInt16(44 + i * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff), true);
  });
  return out;
}
