// Milliseconds of each stage of a frame: the newest, and the percentiles of the newest three hundred.

export const STAGES = ["capture", "preprocess", "inference", "decode", "nms", "draw"];
const WORDS = {
  capture: "Capture", preprocess: "Preprocess", inference: "Inference", decode: "Decode", nms: "NMS", draw: "Draw",
  total: "Total",
};
const BUDGET_MS = 33.3; // of a frame at 30 frames a second
const LIMITS_MS = [50, 100, 200, 500, 1000, 2000, 5000, 10000];
const TABLE_EVERY_MS = 250; // numbers that change faster can't be read

/** The timings of the newest frames. */
export class TimingHistory {
  constructor(length = 300) {
    this.length = length;
    this.frames = [];
    this.ends = [];
  }

  /** Appends one frame's milliseconds by stage. */
  add(timings) {
    this.frames.push({ ...timings, total: STAGES.reduce((sum, stage) => sum + timings[stage], 0) });
    this.ends.push(performance.now());
    if (this.frames.length > this.length) this.frames.shift(), this.ends.shift();
  }

  /** Returns a percentile (0..100) of a stage, or of `total`, in milliseconds; 0 without frames. */
  percentile(stage, percent) {
    const values = this.frames.map((frame) => frame[stage]).sort((a, b) => a - b);
    if (!values.length) return 0;
    const place = ((values.length - 1) * percent) / 100;
    const below = Math.floor(place);
    return values[below] + (values[Math.min(below + 1, values.length - 1)] - values[below]) * (place - below);
  }

  /** Returns { stage: { p50, p95 } } for each stage and `total`. */
  summary() {
    const told = (stage) => [stage, { p50: this.percentile(stage, 50), p95: this.percentile(stage, 95) }];
    return Object.fromEntries([...STAGES, "total"].map(told));
  }

  /** Frames a second over the newest thirty. */
  get fps() {
    const ends = this.ends.slice(-30);
    return ends.length < 2 ? 0 : (1000 * (ends.length - 1)) / (ends.at(-1) - ends[0]);
  }
}

/** One frame's stages side by side on a time axis against the line of 33 ms, and a table of all frames' percentiles. */
export class TimingView {
  constructor(bar, table) {
    this.limit = LIMITS_MS[0];
    this.tableAt = -Infinity;
    const add = (tag, facts) => bar.appendChild(Object.assign(document.createElement(tag), facts));
    this.line = add("b", { className: "budget", textContent: "33 ms" });
    this.end = add("span", { className: "end" });
    this.parts = STAGES.map((stage) => add("i", { className: stage }));
    this.cells = {};
    const body = table.createTBody();
    for (const stage of [...STAGES, "total"]) {
      const row = Object.assign(body.insertRow(), { className: stage });
      row.append(Object.assign(document.createElement("th"), { scope: "row", textContent: WORDS[stage] }));
      this.cells[stage] = [0, 1, 2].map(() => Object.assign(row.insertCell(), { textContent: "–" }));
    }
    this.showAxis();
  }

  /** Shows the newest frame of a history. */
  show(history) {
    const newest = history.frames.at(-1);
    const fitting = LIMITS_MS.find((limit) => newest.total <= limit) ?? LIMITS_MS.at(-1);
    // It grows at once, but one slow frame must not make it jump to and fro.
    if (fitting > this.limit || this.limit >= 3 * fitting) this.limit = fitting;
    this.showAxis();
    let left = 0;
    STAGES.forEach((stage, i) => {
      const share = Math.min(1 - left, newest[stage] / this.limit);
      Object.assign(this.parts[i].style, { left: `${100 * left}%`, width: `${100 * share}%` });
      left += share;
    });
    if (performance.now() - this.tableAt < TABLE_EVERY_MS) return;
    this.tableAt = performance.now();
    const summary = history.summary();
    for (const [stage, cells] of Object.entries(this.cells)) {
      const values = [newest[stage], summary[stage].p50, summary[stage].p95];
      cells.forEach((cell, i) => { cell.textContent = values[i].toFixed(1); });
    }
  }

  showAxis() {
    this.line.style.left = `${(100 * BUDGET_MS) / this.limit}%`;
    this.end.textContent = `${this.limit} ms`;
  }
}
