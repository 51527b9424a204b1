import torch
from executorch.runtime import Runtime

NETWORK = Runtime.get().load_program(MODEL).load_method("forward")


def run(pixels):
    return [each.numpy() for each in NETWORK.execute([torch.from_numpy(pixels.transpose(2, 0, 1)[None].copy())])]
