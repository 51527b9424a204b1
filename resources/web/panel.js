// What the page says beside the picture: what was found, thresholds, what runs the model, and messages.

const TOP_KS = [10, 50, 100, 200, 300, 500, 1000, 2000, 5000];
const NOTICE_MS = 6000;

export const $ = (id) => document.getElementById(id);

let noticeTimer = 0;

/** Says something in the place of the picture, while there is none. */
export function tell(title, text) {
  $("empty-title").textContent = title;
  $("empty-text").textContent = text;
  $("empty").hidden = false;
}

/** Says something over the picture for some seconds; kind: "ok", "error" or "". */
export function notice(text, kind = "") {
  Object.assign($("notice"), { textContent: text, className: kind, hidden: false });
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => { $("notice").hidden = true; }, NOTICE_MS);
}

export function showRate(value, unit) {
  $("fps").textContent = value;
  $("unit").textContent = unit;
}

/** Lists the classes with their colours, and the facts of the model. */
export function showModel({ architecture, classNames, inputHw: [height, width], output }, colours) {
  const told = classNames.length === 1 ? "1 class" : `${classNames.length} classes`;
  $("facts").textContent = `${architecture}, ${width} x ${height} pixels, ${told}, head ${output}.`;
  $("classes").replaceChildren(...classNames.map((name, classId) => {
    const item = made("li", { className: "none", title: name });
    const swatch = made("i", {});
    swatch.style.background = colours[classId];
    item.append(swatch, made("span", { textContent: name }), made("output", { textContent: "0" }));
    return item;
  }));
}

/** Shows how many of each class were found. */
export function showCounts(classes) {
  const counts = new Int32Array($("classes").children.length);
  for (const classId of classes) counts[classId]++;
  $("total").textContent = classes.length;
  [...$("classes").children].forEach((item, classId) => {
    item.className = counts[classId] ? "" : "none";
    item.lastChild.textContent = counts[classId];
  });
}

/** Binds the thresholds; onChange is told the new set. A file with NMS inside may have some of its own. */
export function bindThresholds(contract, thresholds, onChange) {
  const isFixed = contract.output === "detections" && !contract.isAdjustable;
  document.querySelectorAll("label.nms").forEach((label) => { label.hidden = isFixed; });
  const place = TOP_KS.findIndex((value) => value >= thresholds.topK);
  $("confidence").value = thresholds.confidence;
  $("iou").value = thresholds.iou;
  $("topK").value = place < 0 ? TOP_KS.length - 1 : place;
  let own = { ...thresholds };
  const show = () => {
    $("confidence-value").textContent = own.confidence.toFixed(2);
    $("iou-value").textContent = own.iou.toFixed(2);
    $("topK-value").textContent = own.topK;
  };
  for (const name of ["confidence", "iou", "topK"]) {
    $(name).addEventListener("input", ({ target }) => {
      own = { ...own, [name]: name === "topK" ? TOP_KS[target.value] : Number(target.value) };
      show();
      onChange(own);
    });
  }
  show();
}

/** Lists what can run the model, with the times that were tried; id: what was chosen, "" for the quickest. */
export function showEngines(engines, id, tried, name) {
  const ms = new Map(tried.map((each) => [each.engine.id, each.ms]));
  const text = ({ id: own, title }) => (ms.get(own) === undefined ? title : `${title}: ${ms.get(own).toFixed(0)} ms`);
  const options = engines.map((engine) => new Option(text(engine), engine.id));
  $("engines").replaceChildren(new Option("Quickest on this device", ""), ...options);
  $("engines").value = id;
  $("engine").textContent = name;
  const notes = tried.flatMap(({ problem }) => problem ?? []);
  if (!globalThis.crossOriginIsolated)
    notes.push("The processor works with one thread: studio serve sends the headers that allow more.");
  $("engine-note").textContent = [...new Set(notes)].join(" ");
}

/** Links the licences of what is shipped. */
export function showLicences(files) {
  const found = files.filter((name) => name.endsWith("LICENSE.txt"));
  const link = (href) => made("a", { href, textContent: href.split("/")[0] });
  $("licences").replaceChildren(...found.flatMap((href, i) => (i ? [", ", link(href)] : [link(href)])));
}

function made(tag, facts) {
  return Object.assign(document.createElement(tag), facts);
}
