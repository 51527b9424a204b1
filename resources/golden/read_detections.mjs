function read([boxes, scores, classes, count]) {
  return Array.from({ length: Number(count.data[0]) }, (_, i) => ({
    box: [...boxes.data.slice(4 * i, 4 * i + 4)], score: scores.data[i], class_id: Number(classes.data[i]),
  }));
}
