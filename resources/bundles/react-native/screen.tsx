// What the example screens share: opening once, boxes over the picture, times beside the 33 ms of live video.
import { useEffect, useRef, useState } from "react";
import { StyleSheet, Text, View } from "react-native";
import type { Detections } from "./detector.js";
import { STAGES, TimingHistory } from "./timings.js";

const LIVE_MS = 33;
// React draws these boxes when it likes: that isn't timed here.
const TIMED = STAGES.filter((stage) => stage !== "draw");

/** What was found in a picture of a size. */
export interface Result {
  found: Detections;
  /** Milliseconds that the picture was waited for. */
  capture: number;
  width: number;
  height: number;
}

export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What `open` gives, opened once, and closed when the screen goes; or why it can't be. It must stay one function. */
export function useOpened<T extends { close(): void }>(open: () => Promise<T>): { opened?: T; problem?: string } {
  const [state, setState] = useState<{ opened?: T; problem?: string }>({});
  useEffect(() => {
    let isShown = true;
    const opening = open();
    opening.then(
      (opened) => isShown && setState({ opened }),
      (error: unknown) => isShown && setState({ problem: sentence(error) }),
    );
    return () => {
      isShown = false;
      opening.then((opened) => opened.close(), () => undefined);
    };
  }, [open]);
  return state;
}

/** Lies over a view that has the picture's shape. */
export function Overlay({ result, classNames }: { result: Result; classNames: readonly string[] }) {
  const { found: { boxes, scores, classes }, width, height } = result;
  return (
    <View style={StyleSheet.absoluteFill} pointerEvents="none">
      {Array.from(scores, (score, i) => {
        const [x1, y1, x2, y2] = boxes.subarray(4 * i, 4 * i + 4);
        const borderColor = `hsl(${(classes[i] * 137.5) % 360}, 90%, 55%)`;
        const place = {
          left: share(x1, width),
          top: share(y1, height),
          width: share(x2 - x1, width),
          height: share(y2 - y1, height),
        };
        return (
          <View key={i} style={[styles.box, place, { borderColor }]}>
            <Text style={[styles.name, { backgroundColor: borderColor }]}>
              {classNames[classes[i]]} {score.toFixed(2)}
            </Text>
          </View>
        );
      })}
    </View>
  );
}

function share(part: number, whole: number): `${number}%` {
  return `${(100 * part) / whole}%`;
}

/** Median and slowest twentieth of each stage over the last frames. */
export function Times({ result }: { result: Result }) {
  const history = useRef(new TimingHistory());
  const last = useRef<Result>(undefined);
  if (last.current !== result) {
    last.current = result;
    history.current.add({ capture: result.capture, ...result.found.timings, draw: 0 });
  }
  return (
    <View style={styles.times}>
      {([...TIMED, "total"] as const).map((stage) => {
        const [usual, slow] = [50, 95].map((percent) => history.current.percentile(stage, percent));
        return (
          <Text key={stage} style={[styles.line, stage === "total" && usual > LIVE_MS && styles.late]}>
            {stage.padEnd(10)} {usual.toFixed(1).padStart(7)} {slow.toFixed(1).padStart(7)}
            {stage === "total" ? ` of ${LIVE_MS} ms` : ""}
          </Text>
        );
      })}
    </View>
  );
}

/** What happened, in the place of a picture. */
export function Message({ text }: { text: string }) {
  return (
    <View style={styles.message}>
      <Text style={styles.words}>{text}</Text>
    </View>
  );
}

const styles = StyleSheet.create({
  box: { position: "absolute", borderWidth: 2 },
  name: { position: "absolute", bottom: "100%", left: -2, fontSize: 11, color: "black", paddingHorizontal: 3 },
  times: { position: "absolute", left: 8, bottom: 24, padding: 8, backgroundColor: "#000a", borderRadius: 6 },
  line: { fontFamily: "monospace", fontSize: 12, color: "#9f9" },
  late: { color: "#fc6" },
  message: { flex: 1, alignItems: "center", justifyContent: "center", padding: 24, backgroundColor: "#111" },
  words: { color: "white", fontSize: 16, textAlign: "center" },
});
