import onnxruntime

SESSION = onnxruntime.InferenceSession(MODEL, providers=["CPUExecutionProvider"])


def run(pixels):
    return SESSION.run(None, {"images": pixels.transpose(2, 0, 1)[None]})
