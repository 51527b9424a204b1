def overlap(a, b):
    w, h = (max(0, min(a[i + 2], b[i + 2]) - max(a[i], b[i])) for i in (0, 1))
    area = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h
    return w * h / area if area > 0 else 0


def read(outputs):
    every, kept = np.array(rows(outputs), np.float64), []
    scores, classes = every[:, 4] * every[:, 5:].max(1), every[:, 5:].argmax(1)
    best = np.argsort(-scores, kind="stable")[:TOP_K]
    for i in best[scores[best] > CONFIDENCE]:
        x, y, w, h = every[i, :4]
        box, own = [x - w / 2, y - h / 2, x + w / 2, y + h / 2], int(classes[i])
        if all(each["class_id"] != own or overlap(each["box"], box) <= IOU for each in kept):
            kept.append({"box": box, "score": scores[i], "class_id": own})
    return kept
