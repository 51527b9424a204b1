// What the example screens share: opening once, boxes over the picture, times beside the 33 ms of live video.
import { useEffect, useRef, useState } from "react";
import { StyleSheet, Text, View } from "react-native";
import type { Detections } from "./detector.js";

type Stages = Detections["timings"];

const LIVE_MS = 33;
const REMEMBERED = 60;
const STAGES = ["preprocess", "inference", "decode", "nms"] as const;

/** What was found in a picture, and the picture's size. */
export interface Result {
  found: Detections;
  width: number;
  height: number;
}

export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What `open` gives, opened once; or why it can't be. `open` must be the same function each time. */
export function useOpened<T>(open: () => Promise<T>): { opened?: T; problem?: string } {
  const [state, setState] = useState<{ opened?: T; problem?: string }>({});
  useEffect(() => {
    let isShown = true;
    open().then(
      (opened) => isShown && setState({ opened }),
      (error: unknown) => isShown && setState({ problem: sentence(error) }),
    );
    return () => {
      isShown = false;
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
export function Times({ timings }: { timings: Stages }) {
  const last = useRef<Stages[]>([]);
  if (last.current[last.current.length - 1] !== timings) last.current = [...last.current, timings].slice(-REMEMBERED);
  const frames = last.current;
  const rows: [string, number[]][] = [
    ...STAGES.map((stage): [string, number[]] => [stage, frames.map((frame) => frame[stage])]),
    ["total", frames.map((frame) => STAGES.reduce((sum, stage) => sum + frame[stage], 0))],
  ];
  return (
    <View style={styles.times}>
      {rows.map(([name, values]) => (
        <Text key={name} style={[styles.line, name === "total" && at(values, 0.5) > LIVE_MS && styles.slow]}>
          {name.padEnd(10)} {at(values, 0.5).toFixed(1).padStart(7)} {at(values, 0.95).toFixed(1).padStart(7)}
          {name === "total" ? ` of ${LIVE_MS} ms` : ""}
        </Text>
      ))}
    </View>
  );
}

function at(values: readonly number[], quantile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))] ?? 0;
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
  slow: { color: "#fc6" },
  message: { flex: 1, alignItems: "center", justifyContent: "center", padding: 24, backgroundColor: "#111" },
  words: { color: "white", fontSize: 16, textAlign: "center" },
});
