// What a warning does beyond the screen: a short tone, a desktop notification. Each once in a browser, however many
// of its tabs are open.

const KEY = "transom.told";
/** So many warnings are remembered as told. */
const MEMORY = 200;

/** Whether this tab is the first to do something: of all tabs that ask, one hears yes. */
export async function first(name: string): Promise<boolean> {
  const take = (): boolean => {
    const told = remembered();
    if (told.includes(name)) return false;
    try {
      localStorage.setItem(KEY, JSON.stringify([...told, name].slice(-MEMORY)));
    } catch {
      // Without a memory every tab speaks; better twice than never.
    }
    return true;
  };
  return "locks" in navigator ? navigator.locks.request(KEY, take) : take();
}

function remembered(): readonly string[] {
  try {
    const held: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(held) ? held.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}

/** Two soft notes, a third apart; hertz and seconds. */
const NOTES = [
  { pitch: 659, from: 0 },
  { pitch: 784, from: 0.16 },
] as const;
const LASTS = 0.22;
const LOUDNESS = 0.12;

/** Makes the sound of a warning. A page that nobody has touched yet may not. */
export async function sound(): Promise<void> {
  const audio = new AudioContext();
  await audio.resume();
  for (const { pitch, from } of NOTES) {
    const [tone, gain] = [audio.createOscillator(), audio.createGain()];
    const at = audio.currentTime + from;
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, at + LASTS);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + LASTS);
    tone.addEventListener("ended", () => from > 0 && void audio.close());
  }
}

/** Whether the browser lets this page make a sound now. */
export const audible = (): boolean => "AudioContext" in window && navigator.userActivation?.hasBeenActive;

/** Whether desktop notifications may be shown, may be asked for, or are forbidden. */
export function permission(): NotificationPermission | "missing" {
  return "Notification" in window ? Notification.permission : "missing";
}

/** Shows a desktop notification; a click on it brings this tab forward and does what it is about. */
export function show(title: string, body: string, tag: string, open: () => void): void {
  const shown = new Notification(title, { body, tag, icon: "/icon.svg" });
  shown.addEventListener("click", () => {
    window.focus();
    open();
    shown.close();
  });
}
