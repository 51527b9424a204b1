import ncnn

NET = ncnn.Net()
NET.opt.use_fp16_packed = NET.opt.use_fp16_storage = GOLDEN["precision"] == "fp16"
NET.opt.use_fp16_arithmetic = NET.opt.use_bf16_storage = False
NET.load_param(MODEL)
NET.load_model(MODEL.removesuffix("param") + "bin")


def run(pixels):
    extractor = NET.create_extractor()
    planes = np.ascontiguousarray(pixels.transpose(2, 0, 1))  # a Mat points into it: it must live as long
    extractor.input("images", ncnn.Mat(planes))
    return [np.array(extractor.extract(name)[1])[None] for name in GOLDEN["outputs"]]
