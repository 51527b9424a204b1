function overlap(a, b) {
  const [w, h] = [0, 1].map((i) => Math.max(0, Math.min(a[i + 2], b[i + 2]) - Math.max(a[i], b[i])));
  const area = ([x1, y1, x2, y2]) => (x2 - x1) * (y2 - y1), union = area(a) + area(b) - w * h;
  return union > 0 ? (w * h) / union : 0;
}
function read(heads) {
  const { data, count, columns } = rows(heads), found = [], kept = [];
  for (let i = 0; i < count; i++) {
    const [x, y, w, h, objectness, ...classes] = data.slice(i * columns, (i + 1) * columns);
    if (objectness <= thresholds.confidence) continue;
    const best = Math.max(...classes), score = objectness * best, box = [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
    if (score > thresholds.confidence) found.push({ box, score, class_id: classes.indexOf(best) });
  }
  for (const a of found.sort((a, b) => b.score - a.score).slice(0, thresholds.top_k))
    if (kept.every((b) => a.class_id !== b.class_id || overlap(a.box, b.box) <= thresholds.iou)) kept.push(a);
  return kept;
}
