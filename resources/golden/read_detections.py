def read(outputs):
    boxes, scores, classes, count = outputs
    found = zip(boxes.tolist(), scores.tolist(), classes.tolist())
    return [{"box": b, "score": s, "class_id": int(c)} for b, s, c in list(found)[: int(count[0])]]
