import torch

NETWORK = torch.jit.load(MODEL)


def run(pixels):
    outputs = NETWORK(torch.from_numpy(pixels.transpose(2, 0, 1)[None].copy()))
    return [each.numpy() for each in ([outputs] if isinstance(outputs, torch.Tensor) else outputs)]
