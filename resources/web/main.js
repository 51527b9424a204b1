// The page: what is open, what was chosen, and what happens when.

import { loadModel, readBundle } from "./bundle.js";
import { Camera, encode, readPicture } from "./camera.js";
import { readContract } from "./contract.js";
import { checkGolden } from "./golden.js";
import { isInboxOpen, sendBack } from "./inbox.js";
import { enginesFor, quickest } from "./network.js";
import { keepOffline } from "./offline.js";
import { Overlay } from "./overlay.js";
import {
  $, bindThresholds, notice, showCounts, showEngines, showLicences, showModel, showRate, tell,
} from "./panel.js";
import { TimingHistory, TimingView } from "./timings.js";

const camera = new Camera();
const view = new TimingView($("bar"), $("times"));
const models = new Map(); // by name: a promise of { bytes, contract }
let bundle = null;
let contract = null;
let engines = [];
let network = null;
let thresholds = null;
let overlay = null;
let history = new TimingHistory();
let shown = null; // { picture, detections, timings } of the frame that is seen
let still = null; // a picture that was opened, to be looked at anew when a threshold moves
let busy = Promise.resolve(); // one picture at a time goes through the network

/** What a test of this page may see and ask. */
globalThis.studio = { get shown() { return shown; }, get summary() { return history.summary(); }, onFrame: null };

async function begin() {
  await keepOffline((text) => { $("offline").textContent = text; });
  bundle = await readBundle();
  document.title = $("title").textContent = bundle.title;
  overlay = new Overlay($("picture"), $("overlay"), bundle.colours);
  engines = enginesFor(bundle.models, bundle.files);
  showLicences(bundle.files);
  await choose(remembered());
  contract = readContract((await load(network.engine)).contract);
  showModel(contract, bundle.colours);
  thresholds = bundle.thresholds;
  bindThresholds(contract, thresholds, (changed) => {
    thresholds = changed;
    lookAgain();
  });
  bindButtons();
  if (await isInboxOpen()) $("wrong").hidden = $("but-inbox").hidden = false;
  setReady(true);
  tell("Ready", "Point the camera at something, or open a picture. A picture can be dropped here, too.");
}

function load({ model }) {
  const part = (share) => Object.assign($("loading"), { hidden: false, value: share });
  if (!models.has(model)) models.set(model, loadModel(model, bundle.checksums, part));
  return models.get(model);
}

// Opens what was chosen: one engine by its id, or with "" the quickest of all.
async function choose(id) {
  const asked = engines.filter((engine) => engine.id === id);
  if (!shown) tell("Getting ready", "The model is being opened.");
  const told = ({ title }) => { $("engine").textContent = `trying ${title}`; };
  const { network: next, tried } = await quickest(asked.length ? asked : engines, load, told);
  network?.close();
  network = next;
  history = new TimingHistory();
  remember(asked.length ? id : "");
  showEngines(engines, asked.length ? id : "", tried, network.name);
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

// Detects in a picture, shows it and adds its times; `capture` is what getting it cost, in milliseconds.
function look({ width, height, data }, capture) {
  busy = busy.catch(() => {}).then(async () => {
    const { picture, timings, ...detections } = await network.detect({ width, height, data }, thresholds);
    const draw = overlay.show(picture, detections, contract.classNames);
    shown = { picture, detections, timings: { capture, ...timings, draw } };
    history.add(shown.timings);
    view.show(history);
    showCounts(detections.classes);
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
  if (!camera.stream) stopCamera();
}

function stopCamera() {
  camera.stop();
  $("camera").setAttribute("aria-pressed", "false");
  $("flip").hidden = true;
  if (!still) showRate("–", "fps");
}

async function openFile(file) {
  if (!file) return;
  try {
    still = await readPicture(file);
    stopCamera();
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

// What needs the network for itself: the camera stops for it and goes on after it.
async function apart(work) {
  const isLive = camera.stream !== null;
  stopCamera();
  setReady(false);
  try {
    await busy.catch(() => {});
    await work();
  } catch (error) {
    fail(error);
  }
  setReady(true);
  if (isLive) startCamera(camera.facing);
  else lookAgain();
}

function change(id) {
  const before = network.engine.id;
  return apart(async () => {
    try {
      await choose(id);
    } catch (error) {
      showEngines(engines, before, [], network.name);
      throw error;
    }
  });
}

function check() {
  const output = Object.assign($("checked"), { className: "", textContent: "" });
  // Its pictures are what the network takes: one tile each, where pictures are looked at in tiles.
  const detect = (picture, own) => network.detect(picture, own, true);
  return apart(async () => {
    const { right, of } = await checkGolden(detect, (i, count) => { output.textContent = `${i} of ${count}`; });
    output.className = right === of ? "ok" : "error";
    output.textContent = `${right === of ? "PASS" : "FAIL"} ${right} of ${of} pictures`;
  });
}

function bindButtons() {
  const toggle = () => (camera.stream ? stopCamera() : startCamera(camera.facing));
  const onClick = {
    camera: toggle,
    start: toggle,
    flip: () => startCamera(camera.facing === "user" ? "environment" : "user"),
    open: () => $("file").click(),
    wrong: sendShown,
    check,
  };
  for (const [id, act] of Object.entries(onClick)) $(id).addEventListener("click", act);
  $("file").addEventListener("change", ({ target }) => {
    openFile(target.files[0]);
    target.value = "";
  });
  $("engines").addEventListener("change", ({ target }) => change(target.value));
  addEventListener("paste", (event) => openFile(event.clipboardData.files[0]));
  const stage = $("stage");
  const mark = (isOver) => (event) => {
    event.preventDefault();
    stage.classList.toggle("over", isOver);
    if (event.type === "drop") openFile(event.dataTransfer.files[0]);
  };
  stage.addEventListener("dragover", mark(true));
  for (const end of ["dragleave", "drop"]) stage.addEventListener(end, mark(false));
}

function setReady(isReady) {
  for (const id of ["camera", "start", "open", "check", "engines"]) $(id).disabled = !isReady;
  if (isReady) $("loading").hidden = true;
  $("start").hidden = false;
}

function fail(error) {
  if (shown) notice(error.message, "error");
  else tell("That did not work", error.message);
}

begin().catch((error) => {
  $("loading").hidden = true;
  tell("This page can't start", error.message);
});
