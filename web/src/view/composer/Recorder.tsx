import { Button, Modal } from "@mantine/core";
import { Mic, Square } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";

import type { Capability } from "../../state/model";
import { write } from "../../state/outbox";
import { useFocusBack } from "../parts/useFocusBack";
import { Audio, clock } from "../thread/Audio";
import { record, type Recording } from "./sound/record";
import { useLaterWords } from "../parts/useLaterWords";
import classes from "./Recorder.module.css";

interface Props {
  conversationId: string;
  able: Capability;
  replyTo: string | undefined;
  onClose: () => void;
}

type Phase =
  | { kind: "asking" }
  | { kind: "refused"; code: "denied" | "missing" }
  | { kind: "recording"; recording: Recording; since: number }
  | { kind: "done"; voice: Blob };

/** A voice note longer than this says enough, in milliseconds. */
const MOST = 15 * 60_000;

/** Records a voice note: it begins at once, stops, can be listened to, and is sent or discarded. */
export function Recorder({ conversationId, able, replyTo, onClose }: Props) {
  const { k, t } = useLaterWords();
  useFocusBack();
  const [phase, setPhase] = useState<Phase>({ kind: "asking" });
  const mimes = able.files["audio"]?.mimes;
  const running = useRef<Recording>(undefined);

  useEffect(() => {
    let left = false;
    record(mimes ?? []).then(
      (recording) => {
        if (left) return recording.drop();
        running.current = recording;
        return setPhase({ kind: "recording", recording, since: Date.now() });
      },
      (thrown: unknown) => {
        const denied = thrown instanceof DOMException && thrown.name === "NotAllowedError";
        if (!left) setPhase({ kind: "refused", code: denied ? "denied" : "missing" });
      },
    );
    return () => {
      left = true;
      running.current?.drop();
    };
  }, [mimes]);

  const stop = async (recording: Recording) => {
    running.current = undefined;
    setPhase({ kind: "done", voice: await recording.stop() });
  };
  const send = (voice: Blob) => {
    const ending = (voice.type.split("/")[1] ?? "ogg").replace("mp4", "m4a");
    const file = { name: `voice.${ending}`, mime: voice.type, size: voice.size, voice: true };
    write({ conversationId, kind: "reply", type: "audio", text: "", replyTo, file }, voice);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("composer.record")}
      size={420}
      closeButtonProps={{ "aria-label": t("keys.close") }}
    >
      {phase.kind === "asking" && <p className={classes.said}>{k("record.asking")}</p>}
      {phase.kind === "refused" && (
        <p className={classes.said} role="alert">
          {k(`record.${phase.code}`)}
        </p>
      )}
      {phase.kind === "recording" && (
        <>
          <Level recording={phase.recording} since={phase.since} onLong={() => void stop(phase.recording)} />
          <div className={classes.acts}>
            <Button variant="default" onClick={onClose}>
              {k("record.discard")}
            </Button>
            <Button
              data-autofocus
              leftSection={<Square size={13} aria-hidden />}
              onClick={() => void stop(phase.recording)}
            >
              {k("record.stop")}
            </Button>
          </div>
        </>
      )}
      {phase.kind === "done" && (
        <Listen voice={phase.voice} onDiscard={onClose} onSend={() => send(phase.voice)} />
      )}
    </Modal>
  );
}

/** That it hears something, and for how long. */
function Level({ recording, since, onLong }: { recording: Recording; since: number; onLong: () => void }) {
  const { k } = useLaterWords();
  const [{ level, ms }, setNow] = useState({ level: 0, ms: 0 });
  const long = useRef(onLong);
  useEffect(() => {
    long.current = onLong;
  });
  useEffect(() => {
    const timer = setInterval(() => {
      const passed = Date.now() - since;
      setNow({ level: recording.level(), ms: passed });
      if (passed > MOST) long.current();
    }, 100);
    return () => clearInterval(timer);
  }, [recording, since]);
  return (
    <div className={classes.level}>
      <Mic size={18} aria-hidden />
      <meter className={classes.meter} min={0} max={1} value={level} aria-label={k("record.level")} />
      <span className={classes.time} role="timer">
        {clock(ms / 1000)}
      </span>
    </div>
  );
}

function Listen({ voice, onDiscard, onSend }: { voice: Blob; onDiscard: () => void; onSend: () => void }) {
  const { k, t } = useLaterWords();
  const url = useMemo(() => URL.createObjectURL(voice), [voice]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <>
      <Audio url={url} voice blob={voice} />
      <div className={classes.acts}>
        <Button variant="default" onClick={onDiscard}>
          {k("record.discard")}
        </Button>
        <Button autoFocus onClick={onSend}>
          {t("composer.send")}
        </Button>
      </div>
    </>
  );
}
