"""What an exported network computes for a picture: its decoded boxes, or its raw heads."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from studio.core.runtime.contract import Contract
from studio.core.runtime.jit import silenced_deprecations
from studio.core.spec import ModelSpec, Output

if TYPE_CHECKING:
    from torch import Tensor, nn

    from studio.core.model.network import Network


def example_input(spec: ModelSpec) -> Tensor:
    """Return a 1x3xHxW input of the size `spec` says, grey."""
    import torch

    width, height = spec.input_wh
    return torch.full((1, 3, height, width), 0.5)


def network_output(spec: ModelSpec) -> Output:
    """Return what the network itself gives: NMS comes after it."""
    return "raw" if spec.output == "raw" else "decoded"


def with_head(network: Network, spec: ModelSpec) -> nn.Module:
    """Return the network with its own output for `spec`: itself for decoded rows, or its raw heads."""
    from torch import nn

    if network_output(spec) == "decoded":
        return network

    class RawHeads(nn.Module):
        """Gives the logits of each stride as a tuple."""

        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, x: Tensor) -> tuple[Tensor, ...]:
            # In the order of their shape in memory, for callers that read the bare numbers.
            return tuple(head.contiguous() for head in network.heads(x))

    return RawHeads().eval()


def trace(network: Network, contract: Contract) -> Any:
    """Return the network as a frozen traced module.

    The trace takes any size the network takes, for it makes its grids from the live shape; the contract
    says for which one it was verified. Its weights are channels-last in memory, and features follow them:
    on a desktop that is up to 1.8 times as fast, whatever layout the picture comes in.
    """
    import torch

    spec = contract.spec
    network = copy.deepcopy(network).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    is_half = contract.precision == "fp16"
    if is_half:
        _halve_weights(network)
    # The trace isn't run again here to check it: every exported file is compared with its checkpoint.
    with silenced_deprecations(), torch.no_grad():
        jit: Any = torch.jit
        module = jit.trace(with_head(network, spec), example_input(spec), check_trace=False)
        if contract.thresholds is not None:
            from studio.core.export.nms_script import with_nms

            module = with_nms(module, contract.thresholds)
        # Freezing would turn halved weights back into whole ones.
        return module if is_half else jit.freeze(module)


def _halve_weights(network: nn.Module) -> None:
    """Store the weights of convolutions in 16 bits; the arithmetic stays in 32."""
    from torch import nn

    class Halved(nn.Module):
        """A convolution that turns its weights back when it is run."""

        def __init__(self, convolution: nn.Conv2d) -> None:
            super().__init__()
            self.convolution = convolution
            convolution.weight.data = convolution.weight.data.half()

        def forward(self, x: Tensor) -> Tensor:
            own = self.convolution
            result: Tensor = own._conv_forward(x, own.weight.float(), own.bias)  # noqa: SLF001
            return result

    for parent in list(network.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.Conv2d) and not isinstance(parent, Halved):
                setattr(parent, name, Halved(child))
