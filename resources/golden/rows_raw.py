def rows(outputs):
    spec, found = GOLDEN["spec"], []
    for head, stride, anchors in zip(outputs, spec["strides"], spec["anchors"]):
        height, width = head.shape[2:]
        values = head.reshape(len(anchors), -1, height, width).transpose(0, 2, 3, 1)
        s, code = 1 / (1 + np.exp(-values)), spec["code"]
        cells = np.stack(np.meshgrid(np.arange(width), np.arange(height)), 2)
        s[..., :2] = (code["centre_scale"] * s[..., :2] - (code["centre_scale"] - 1) / 2 + cells) * stride
        size = (2 * s[..., 2:4]) ** 2 if code["size"] == "squared" else np.exp(values[..., 2:4])
        s[..., 2:4] = size * np.array(anchors)[:, None, None]
        if code["classes"] == "softmax":
            shares = np.exp(values[..., 5:] - values[..., 5:].max(3, keepdims=True))
            s[..., 5:] = shares / shares.sum(3, keepdims=True)
        found.append(s.reshape(-1, values.shape[3]))
    return np.concatenate(found)
