export type Stage = "capture" | "preprocess" | "inference" | "decode" | "nms" | "draw";

export const STAGES: readonly Stage[];

/** Milliseconds of the newest frames. */
export class TimingHistory {
  constructor(length?: number);
  add(timings: Record<Stage, number>): void;
  percentile(stage: Stage | "total", percent: number): number;
  summary(): Record<Stage | "total", { p50: number; p95: number }>;
  readonly fps: number;
}
