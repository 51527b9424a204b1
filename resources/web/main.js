// The page: what is open, what was chosen, and what is shown.

import { loadModel, readBundle } from "./bundle.js";
import { Camera, encode, readPicture } from "./camera.js";
import { readContract } from "./contract.js";
import { checkGolden } from "./golden.js";
import { isInboxOpen, sendBack } from "./inbox.js";
import { enginesFor, Network, quickest } from "./network.js";
import { keepOffline } from "./offline.js";
import { Overlay } from "./overlay.js";
import { TimingHistory, TimingView } from "./timings.js";

const TOP_KS = [10, 50, 100, 200, 300, 500, 1000, 2000, 5000];
const NOTICE_MS = 6000;

const $ = (id) => document.getElementById(id);
const camera = new Camera();
const view = new TimingView($("bar"), $("times"));
const models = new Map(); // by name: a promise of { bytes, contract }
let bundle = null;
let contract = null;
let engines = [];
let network = null;
let thresholds = null;
let history = new TimingHistory();
let overlay = null;
let shown = null; // { picture, detections, timings } of the frame that is seen
let still = null; // a picture that was opened, to be looked at anew when a threshold moves
let busy = Promise.resolve(); // one picture at a time goes through the network

/** What a test of this page may see and ask. */
globalThis.studio = { get shown() { return shown; }, get summary() { return history.summary(); }, onFrame: null };

function load(engine) {
  const part = (share) => {
    $("loading").hidden = false;
    $("loading").value = share;
  };
  if (!models.has(engine.model)) models.set(engine.model, loadModel(engine.model, bundle.checksums, part));
  return models.get(engine.model);
}

async function begin() {
  await keepOffline((text) => { $("offline").textContent = text; });
  bundle = await readBundle();
  document.title = $("title").textContent = bundle.title;
  thresholds = { ...bundle.thresholds };
  overlay = new Overlay($("picture"), $("overlay"), bundle.colours);
  engines = enginesFor(bundle.models, bundle.files);
  showLicences();
  await choose();
  contract = readContract((await load(network.engine)).contract);
  showFacts();
  bindThresholds();
  bindButtons();
  if (await isInboxOpen()) $("wrong").hidden = $("but-inbox").hidden = false;
  ready();
}

// Opens what was chosen: one engine by its id, or the quickest of all.
async function choose(id = remembered()) {
  const asked = engines.filter((engine) => engine.id === id);
  const told = ({ title }) => tell("Getting ready", `Opening the model with ${title}.`);
  const old = network;
  const { network: next, tried } = await quickest(asked.length ? asked : engines, load, told);
  old?.close();
  network = next;
  history = new TimingHistory();
  remember(asked.length ? id : "");
  showEngines(asked.length ? id : "", tried);
}

function showEngines(id, tried) {
  const ms = new Map(tried.map((each) => [each.engine.id, each.ms]));
  const text = ({ id: own, title }) => (ms.get(own) === undefined ? title : `${title}: ${ms.get(own).toFixed(0)} ms`);
  const options = engines.map((engine) => new Option(text(engine), engine.id));
  $("engines").replaceChildren(new Option("Quickest on this device", ""), ...options);
  $("engines").value = id;
  $("engine").textContent = network.name;
  const hasNoGpu = tried.some(({ engine, problem }) => engine.device === "webgpu" && problem);
  const notes = [hasNoGpu ? "There is no WebGPU here, so that the model runs on the processor." : ""];
  if (!globalThis.crossOriginIsolated) notes.push("It uses one thread: studio serve sends the headers that allow more.");
  $("engine-note").textContent = notes.join(" ").trim();
}

// Where a browser refuses to keep anything, every start chooses anew.
function remembered() {
  try {
    return localStorage.getItem(`engine ${bundle.title}`) ?? "";
  } catch {
    return "";
  }
}

function remember(id) {
  try {
    localStorage.setItem(`engine ${bundle.title}`, id);
  } catch {
    // Nothing is lost but the choice.
  }
}

/** Detects in a picture, shows it and adds its times; `capture` is what getting it cost, in milliseconds. */
function look(picture, capture) {
  busy = busy.catch(() => {}).then(async () => {
    const { width, height, data } = picture;
    const found = await network.detect({ width, height, data }, thresholds);
    const { picture: seen, timings, ...detections } = found;
    const draw = overlay.show(seen, detections, contract.classNames);
    shown = { picture: seen, detections, timings: { capture, ...timings, draw } };
    history.add(shown.timings);
    view.show(history);
    showCounts(detections);
    $("empty").hidden = true;
    $("wrong").disabled = false;
    await globalThis.studio.onFrame?.(shown);
  });
  return busy;
}

async function startCamera(facing) {
  still = null;
  try {
    await camera.start(facing, Math.max(...contract.inputHw));
    $("camera").setAttribute("aria-pressed", "true");
    $("flip").hidden = (await camera.count()) < 2;
    history = new TimingHistory();
    for (let picture = await camera.next(); picture; picture = await camera.next()) {
      await look(picture, picture.ms);
      showRate(history.fps.toFixed(1), "fps");
    }
  } catch (error) {
    fail(error);
    camera.stop();
  }
  if (!camera.stream) stopped();
}

function stopCamera() {
  camera.stop();
  stopped();
}

function stopped() {
  $("camera").setAttribute("aria-pressed", "false");
  $("flip").hidden = true;
  showRate("–", "fps");
}

async function openFile(file) {
  if (!file) return;
  stopCamera();
  try {
    still = await readPicture(file);
    history = new TimingHistory();
    await lookAtStill();
  } catch (error) {
    fail(error);
  }
}

async function lookAtStill() {
  await look({ ...still, data: still.data.slice() }, still.ms);
  showRate(history.frames.at(-1).total.toFixed(0), "ms");
}

function lookAgain() {
  if (still) lookAtStill().catch(fail);
}

function showRate(value, unit) {
  $("fps").textContent = value;
  $("unit").textContent = unit;
}

async function sendShown() {
  $("wrong").disabled = true;
  try {
    await sendBack(await encode(shown.picture));
    notice("The picture was sent back to be labelled.", "ok");
  } catch (error) {
    fail(error);
  }
  $("wrong").disabled = false;
}

async function check() {
  const wasLive = camera.stream !== null;
  stopCamera();
  $("check").disabled = true;
  $("checked").className = "";
  try {
    const { right, of } = await checkGolden(
      (picture, own) => network.detect(picture, own),
      (i, count) => { $("checked").textContent = `${i} of ${count}`; },
    );
    $("checked").className = right === of ? "ok" : "error";
    $("checked").textContent = `${right === of ? "PASS" : "FAIL"} ${right} of ${of} pictures`;
  } catch (error) {
    $("checked").textContent = "";
    fail(error);
  }
  $("check").disabled = false;
  if (wasLive) startCamera(camera.facing);
}

function bindThresholds() {
  const isFixed = contract.output === "detections" && !contract.isAdjustable;
  document.querySelectorAll("label.nms").forEach((label) => { label.hidden = isFixed; });
  const show = () => {
    $("confidence-value").textContent = thresholds.confidence.toFixed(2);
    $("iou-value").textContent = thresholds.iou.toFixed(2);
    $("topK-value").textContent = thresholds.topK;
  };
  $("confidence").value = thresholds.confidence;
  $("iou").value = thresholds.iou;
  const place = TOP_KS.findIndex((value) => value >= thresholds.topK);
  $("topK").value = place < 0 ? TOP_KS.length - 1 : place;
  for (const name of ["confidence", "iou", "topK"]) {
    $(name).addEventListener("input", ({ target }) => {
      const value = name === "topK" ? TOP_KS[target.value] : Number(target.value);
      thresholds = { ...thresholds, [name]: value };
      show();
      lookAgain();
    });
  }
  show();
}

function bindButtons() {
  const toggle = () => (camera.stream ? stopCamera() : startCamera(camera.facing));
  $("camera").addEventListener("click", toggle);
  $("start").addEventListener("click", toggle);
  $("flip").addEventListener("click", () => startCamera(camera.facing === "user" ? "environment" : "user"));
  $("open").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", ({ target }) => {
    openFile(target.files[0]);
    target.value = "";
  });
  $("wrong").addEventListener("click", sendShown);
  $("check").addEventListener("click", check);
  $("engines").addEventListener("change", ({ target }) => change(target.value));
  const stage = $("stage");
  stage.addEventListener("dragover", (event) => { event.preventDefault(); stage.classList.add("over"); });
  stage.addEventListener("dragleave", () => stage.classList.remove("over"));
  stage.addEventListener("drop", (event) => {
    event.preventDefault();
    stage.classList.remove("over");
    openFile(event.dataTransfer.files[0]);
  });
  addEventListener("paste", (event) => openFile(event.clipboardData.files[0]));
}

async function change(id) {
  const wasLive = camera.stream !== null;
  stopCamera();
  await busy.catch(() => {});
  $("engines").disabled = true;
  try {
    await choose(id);
  } catch (error) {
    fail(error);
    showEngines(network.engine.id, []);
  }
  ready();
  if (wasLive) startCamera(camera.facing);
  else lookAgain();
}

function ready() {
  for (const id of ["camera", "open", "check", "engines"]) $(id).disabled = false;
  $("loading").hidden = true;
  $("start").hidden = false;
  tell("Ready", "Point the camera at something, or open a picture. A picture can be dropped here, too.");
}

function tell(title, text) {
  $("empty-title").textContent = title;
  $("empty-text").textContent = text;
}

function showCounts({ classes }) {
  const counts = contract.classNames.map(() => 0);
  classes.forEach((classId) => counts[classId]++);
  $("total").textContent = classes.length;
  $("classes").querySelectorAll("li").forEach((item) => {
    const count = counts[item.dataset.classId];
    item.className = count ? "" : "none";
    item.querySelector("output").textContent = count;
  });
}

function showFacts() {
  const [height, width] = contract.inputHw;
  const classes = contract.classNames.length;
  const told = classes === 1 ? "1 class" : `${classes} classes`;
  $("facts").textContent = `${contract.architecture}, ${width} x ${height} pixels, ${told}, head ${contract.output}.`;
  $("classes").replaceChildren(...contract.classNames.map((name, classId) => {
    const item = Object.assign(document.createElement("li"), { className: "none" });
    item.dataset.classId = classId;
    const swatch = document.createElement("i");
    swatch.style.background = bundle.colours[classId];
    item.title = name;
    item.append(swatch, Object.assign(document.createElement("span"), { textContent: name }), Object.assign(document.createElement("output"), { textContent: "0" }));
    return item;
  }));
}

function showLicences() {
  const files = bundle.files.filter((name) => name.endsWith("LICENSE.txt"));
  $("licences").replaceChildren(...files.flatMap((href, i) => [
    i ? ", " : "", Object.assign(document.createElement("a"), { href, textContent: href.split("/")[0] }),
  ]));
}

let noticeTimer = 0;

function notice(text, kind = "") {
  Object.assign($("notice"), { textContent: text, className: kind, hidden: false });
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => { $("notice").hidden = true; }, NOTICE_MS);
}

function fail(error) {
  if (shown) notice(error.message, "error");
  else tell("That did not work", error.message);
}

begin().catch((error) => {
  $("loading").hidden = true;
  tell("This page can't start", error.message);
});
