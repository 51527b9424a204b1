"""Darknet: .weights, with the .cfg and .names it can't be read without."""

from __future__ import annotations

from studio.core.export.source import Source


def convert(source: Source) -> dict[str, bytes]:
    """Return the .weights of a network that isn't fused, its .cfg and its .names.

    Raises:
        StudioError: the network has rows that darknet has no section for.
    """
    from studio.core.model.darknet_writer import write_cfg
    from studio.core.weights.darknet import write_weights

    network, spec = source.network, source.contract.spec
    names = "".join(f"{name}\n" for name in spec.class_names)
    cfg = write_cfg(network.table, spec)
    return {".weights": write_weights(network), ".cfg": cfg.encode(), ".names": names.encode()}
