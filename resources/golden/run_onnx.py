import onnxruntime

SESSION = onnxruntime.InferenceSession(MODEL, providers=["CPUExecutionProvider"])
OTHERS = {"confidence": np.float64(CONFIDENCE), "iou": np.float64(IOU), "top_k": np.int64(TOP_K)}
TOLD = {each.name: np.asarray(OTHERS[each.name]) for each in SESSION.get_inputs() if each.name in OTHERS}


def run(pixels):
    return SESSION.run(None, {"images": pixels.transpose(2, 0, 1)[None], **TOLD})
