"""Darknet: .weights, with the .cfg and .names it can't be read without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.core.runtime.contract import Contract

if TYPE_CHECKING:
    from studio.core.model.network import Network


def convert(network: Network, _contract: Contract) -> bytes:
    """Return the .weights of a network that isn't fused."""
    from studio.core.weights.darknet import write_weights

    return write_weights(network)


def companions(network: Network, contract: Contract) -> dict[str, bytes]:
    """Return the .cfg and the .names.

    Raises:
        StudioError: the network has rows that darknet has no section for.
    """
    from studio.core.model.darknet_writer import write_cfg

    spec = contract.spec
    names = "".join(f"{name}\n" for name in spec.class_names)
    return {".cfg": write_cfg(network.table, spec).encode(), ".names": names.encode()}
