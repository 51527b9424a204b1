"""State dicts of ours under the names that publishers give to their tensors."""

from __future__ import annotations

import re

import torch

from studio.core.model.network import Network
from studio.core.weights.state_dicts import Names


def their_name(ours: str, names: Names) -> str:
    """Return the name a publisher gives to a tensor of ours."""
    for pattern, start in names:
        match = re.match(re.escape(start).replace(re.escape("{0}"), r"(\w+)"), ours)
        if match:
            group = match[1] if match.groups() else ""
            group = str(int(group) + 1) if group.isdigit() else group
            theirs = re.sub(r"\(.*?\)", group, pattern).replace("\\", "")
            return theirs + ours[match.end() :]
    raise AssertionError(ours)


def state_of(network: Network, names: Names, shells: str = "") -> dict[str, torch.Tensor]:
    return {
        shells + their_name(name, names): value
        for name, value in network.state_dict().items()
        if not name.endswith(("anchors", "strides"))
    }
