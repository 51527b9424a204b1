"""Checkpoints as the publishers of YOLOv5, YOLOv7, YOLOv5-Lite and Yolo-FastestV2 store them.

The first three pickle the whole model: its table is translated to our dialect (TRANSLATIONS), so that any
width, depth and class count is read. Yolo-FastestV2 stores a plain state dict, known by its names.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from studio.core.errors import StudioError
from studio.core.files import resource_path
from studio.core.model.layers import MODULES
from studio.core.model.network import Network
from studio.core.model.table import LayerTable
from studio.core.model.zoo import ARCHITECTURES, find_table
from studio.core.spec import MAX_CLASSES, ModelSpec
from studio.core.weights.checkpoint import Checkpoint
from studio.core.weights.pickle_machine import Foreign
from studio.core.weights.pickles import plain, read_pickle
from studio.core.words import tr

Args = list[Any]


MAX_MODULES = 10_000
"""The largest published network has a tenth of it."""
MAX_ANCHORS = 1000

WRAPPERS = (
    *("ema", "model_ema", "state_dict_ema", "model", "state_dict", "model_state_dict", "net", "network"),
    *("weights", "checkpoint"),
)
"""Under what people save a network, the smoothed weights first: those are what its author evaluated."""
SHELLS = ("module", "_orig_mod", "ema")
"""Under what a network lies in what was put around it: for several devices, for speed, for smoothing."""


def read_published(path: Path) -> Checkpoint:
    """Return what a published `.pt` or `.pth` holds, as one of our checkpoints; nothing in it is executed.

    Raises:
        StudioError: the file is damaged, hostile, or of a network that is not known here.
    """
    content = read_pickle(path)
    try:
        return _interpret(content, path)
    except StudioError:
        raise
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        # Parts of other kinds than a publisher writes: what they lead to is without number.
        raise StudioError(
            tr("{file} is not a checkpoint, or it is damaged.", file=path),
            tr("Get it again from where it came from."),
        ) from error


def _interpret(content: Any, path: Path) -> Checkpoint:
    model = _unwrap(content)
    options = content if isinstance(content, dict) else {}
    if isinstance(model, Foreign):
        return _read_model(model, options, path)
    if isinstance(model, dict):
        tensors = {name: value for name, value in model.items() if isinstance(value, Tensor)}
        if tensors and len(tensors) == len(model) and all(isinstance(name, str) for name in tensors):
            return _read_state_dict(_without_shells(tensors), path)
    raise StudioError(
        tr("{file} is not a checkpoint of a network.", file=path),
        tr("Use a run of this program, or a checkpoint of one of the families that studio models lists."),
    )


def _unwrap(content: Any) -> Any:
    """Return the network or state dict in what people put around one."""
    for _ in range(len(WRAPPERS)):
        if isinstance(content, dict):
            inside = [content.get(key) for key in WRAPPERS]
        elif isinstance(content, Foreign) and not isinstance(content.get("yaml"), dict):
            # Torch's own wrapper for speed is pickled as the call that makes it of the network.
            inside = [content.get(key) or _children(content).get(key) for key in SHELLS] + content.items
        elif isinstance(content, list | tuple) and len(content) <= len(WRAPPERS):
            inside = list(content)
        else:
            break
        # Smoothed weights may be a pair with the number of updates.
        inside = [each[0] if isinstance(each, tuple) and each else each for each in inside]
        found = next(
            (each for each in inside if isinstance(each, Foreign) or (each and isinstance(each, dict))), None
        )
        if found is None:
            break
        content = found
    return content


def _without_shells(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return a state dict whose names don't begin with what was put around the network."""
    for shell in ("model", *SHELLS) * 2:
        if all(name.startswith(f"{shell}.") for name in state):
            state = {name.removeprefix(f"{shell}."): value for name, value in state.items()}
    return state


def _read_model(model: Foreign, content: dict[str, Any], path: Path) -> Checkpoint:
    """Read a pickled module tree: its `yaml` is the table, its last module the head."""
    source = plain(model.get("yaml"))
    if not isinstance(source, dict):
        raise _unknown(path, tr("it holds a {name} without a layer table", name=model.name))
    weights, counts = {}, {}
    for name, value in _tensors(model):
        if value.is_floating_point():
            weights[name] = value.float()
        elif name.endswith("num_batches_tracked"):
            counts[name] = value
    rows = [
        _translate(row, index, path)
        for index, row in enumerate([*source.get("backbone", []), *source.get("head", [])])
    ]
    head = f"model.{len(rows) - 1}."
    stride = model.get("stride")
    strides = [
        float(each) for each in (stride.flatten().tolist() if isinstance(stride, Tensor) else plain(stride))
    ]
    if f"{head}anchors" not in weights:
        raise _unknown(path, tr("its head has no anchors"))
    anchors = weights[f"{head}anchors"]
    if anchors.numel() > MAX_ANCHORS or anchors.ndim != 3 or len(anchors) != len(strides):
        raise _unknown(path, tr("its anchors are not pairs of width and height per stride"))
    # Stored in cells; YOLOv7 and YOLOv5-Lite keep the pixels as well, which half precision rounded less.
    pixels = anchors * anchors.new_tensor(strides).view(-1, 1, 1)
    if f"{head}anchor_grid" in weights:
        pixels = weights.pop(f"{head}anchor_grid").reshape(pixels.shape)
    weights[f"{head}anchors"], weights[f"{head}strides"] = pixels, anchors.new_tensor(strides)
    table = LayerTable.from_dict(
        {
            "name": path.stem,
            "depth_multiple": source.get("depth_multiple", 1.0),
            "width_multiple": source.get("width_multiple", 1.0),
            "anchors": [layer.flatten().tolist() for layer in pixels],
            "activation": _activation(model, rows, source.get("activation"), path),
            "rows": rows,
        },
        where=str(path),
    )
    table = _named(table)
    names = plain(model.get("names"))
    classes = int(source.get("nc", 0)) or len(names or ())
    imgsz = _trained_size(content, int(max(strides)), table.imgsz)
    return _checkpoint(table, weights | counts, _class_names(names, classes), imgsz, content, path)


def _walk(module: Any) -> Iterator[tuple[str, Foreign]]:
    """Yield each module of a pickled tree with its name and a dot, in the order of its rows.

    Raises:
        ValueError: there are more than a network has; a module may be within itself.
    """
    waiting = [("", module)]
    for count in itertools.count():
        if not waiting:
            return
        name, module = waiting.pop()
        if count > MAX_MODULES or len(name) > MAX_MODULES:
            raise ValueError("too many modules")
        yield name, module
        children = [(f"{name}{key}.", child) for key, child in _children(module).items()]
        waiting += [(name, child) for name, child in reversed(children) if isinstance(child, Foreign)]


def _tensors(module: Foreign) -> Iterator[tuple[str, Tensor]]:
    """Yield all parameters and buffers of a pickled module tree, named as in a state dict."""
    for prefix, part in _walk(module):
        for store in ("_parameters", "_buffers"):
            for name, value in (part.get(store) or {}).items():
                if isinstance(value, Tensor):
                    yield f"{prefix}{name}", value


def _activation(model: Foreign, rows: list[Args], written: Any, path: Path) -> str:
    """Return the activation of the rows that don't name their own: the one they have, else that of the table.

    Raises:
        StudioError: it isn't known here.
    """
    layers = _children(_children(model).get("model"))
    acts = (
        _first_act(layers.get(str(index)))
        for index, (_, _, module, args) in enumerate(rows)
        if _own_activation(module, args) is None
    )
    text = str(next(filter(None, acts), None) or written or "nn.SiLU()")
    if text not in ACTIVATION_TEXTS:
        raise _unknown(path, tr("its activation is {name}", name=text))
    return ACTIVATION_TEXTS[text]


def _children(module: Any) -> dict[str, Any]:
    children = module.get("_modules") if isinstance(module, Foreign) else None
    return children if isinstance(children, dict) else {}


def _first_act(module: Any) -> str | None:
    """Return the first activation within a pickled row, as a published table would write it."""
    for name, child in _walk(module) if isinstance(module, Foreign) else ():
        if name == "act." or name.endswith(".act."):
            slope = plain(child.get("negative_slope"))
            return f"nn.{child.name.rpartition('.')[2]}({'' if slope is None else slope})"
    return None


def _own_activation(module: str, args: Sequence[Any]) -> str | None:
    """Return what a row of ours says of its activation: "" when it has none, None when its table decides."""
    if module not in MODULES or not MODULES[module].takes_activation:
        return ""
    return args[-1] if args and isinstance(args[-1], str) else None


def _trained_size(content: dict[str, Any], stride: int, otherwise: int) -> int:
    """Return the image size the training's options name, where they were stored and fit."""
    options = content.get("opt")
    size = options.get("imgsz") if isinstance(options, dict) else None
    return size if isinstance(size, int) and size > 0 and size % stride == 0 else otherwise


def _named(table: LayerTable) -> LayerTable:
    """Return the table under the name it has here, when it is one of ours."""
    for name in ARCHITECTURES:
        ours = find_table(name)
        if _essence(ours) == _essence(table):
            return replace(table, name=name, text=ours.text, activation=ours.activation)
    return table


def _essence(table: LayerTable) -> list[Any]:
    """Return what a table builds, whichever way its rows point to each other and name their activation."""
    rows = []
    for index, row in enumerate(table.rows):
        own = _own_activation(row.module, row.args)
        rows.append(
            (
                tuple(source if source >= 0 else index + source for source in row.sources),
                row.number,
                row.module,
                tuple(map(str, row.args[:-1] if own else row.args)),
                table.activation if own is None else own,
            )
        )
    return [table.depth_multiple, table.width_multiple, rows]


def _class_names(names: Any, count: int) -> tuple[str, ...]:
    if not 0 < count <= MAX_CLASSES:
        raise ValueError("no such number of classes")
    if isinstance(names, dict):
        # By class id, in whatever order they were entered.
        by_id = {str(key): name for key, name in names.items()}
        names = [by_id.get(str(class_id)) for class_id in range(count)] if len(names) == count else None
    if isinstance(names, list | tuple) and len(names) == count:
        return tuple(_one_line(name) or f"class {class_id}" for class_id, name in enumerate(names))
    coco = resource_path("coco.names").read_text(encoding="utf-8").splitlines()
    return tuple(coco) if count == len(coco) else tuple(f"class {index}" for index in range(count))


def _one_line(name: Any) -> str:
    """Return a class name as a class list can hold it; none of what is neither text nor a number."""
    if not isinstance(name, str | int | float):
        return ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(name)).split())


def _checkpoint(
    table: LayerTable,
    weights: dict[str, Tensor],
    class_names: tuple[str, ...],
    imgsz: int,
    content: dict[str, Any],
    path: Path,
) -> Checkpoint:
    """Build the network once, so that what doesn't fit is told here, and return it as a checkpoint."""
    network = Network(table, len(class_names))
    own = network.state_dict()
    _unfold_norms(weights, own, table.norm_eps)
    wrong = [name for name in own if name not in weights or own[name].shape != weights[name].shape]
    # Counts of batches are not stored by old versions, and nothing reads them.
    wrong = [name for name in wrong if not name.endswith("num_batches_tracked")]
    if wrong:
        raise _unknown(
            path, tr("{count} of its tensors, such as {name}, differ", count=len(wrong), name=wrong[0])
        )
    epoch = content.get("epoch")
    return Checkpoint(
        spec=ModelSpec(
            architecture=table.name,
            class_names=class_names,
            input_wh=(imgsz, imgsz),
            strides=network.strides,
            anchors=table.anchors,
            resize=table.resize,
            colour=table.colour,
            code=network.detect.code,
        ),
        table=table,
        weights={name: weights.get(name, value) for name, value in own.items()},
        epoch=max(0, epoch + 1) if isinstance(epoch, int) else 0,
    )


def _unfold_norms(weights: dict[str, Tensor], own: dict[str, Tensor], eps: float) -> None:
    """Give convolutions that were saved with their batch norm folded in one that adds their bias."""
    for name, value in own.items():
        layer = name.removesuffix("bn.weight")
        if layer != name and name not in weights and f"{layer}conv.bias" in weights:
            weights[f"{layer}bn.bias"] = weights.pop(f"{layer}conv.bias")
            weights[f"{layer}bn.running_mean"] = torch.zeros_like(value)
            weights[f"{layer}bn.running_var"] = torch.ones_like(value)
            weights[name] = torch.full_like(value, (1 + eps) ** 0.5)


def _unknown(path: Path, reason: str) -> StudioError:
    return StudioError(
        tr("{file} is of a network that is not known here: {reason}.", file=path, reason=reason),
        tr("Use a checkpoint of one of the families that studio models lists."),
    )


ACTIVATION_TEXTS = {
    "nn.LeakyReLU(0.1)": "leaky",
    "nn.SiLU()": "silu",
    "nn.ReLU()": "relu",
    "nn.Hardswish()": "hardswish",
    "nn.Mish()": "mish",
    "nn.Sigmoid()": "logistic",
    "nn.Identity()": "linear",
}


def _conv(args: Args) -> Args:
    """Channels, kernel, stride, padding, groups, activation; the last as text, True or False."""
    activation = args[5] if len(args) > 5 else True
    kept = list(args[:5])
    # As our tables write it: what Conv takes anyway is left out.
    if kept[3:] == [None, 1]:
        del kept[3:]
    if activation is True:
        return kept
    return [*kept, "linear" if activation is False else ACTIVATION_TEXTS[activation]]


def _upsample(args: Args) -> Args:
    if args[0] is not None or args[2] != "nearest":
        raise ValueError("only nearest upsampling by a factor")
    return [int(args[1])]


def _add(args: Args) -> Args:
    if list(args) not in ([], [1]):
        raise ValueError("only plain addition")
    return []


TRANSLATIONS: dict[str, tuple[str, Callable[[Args], Args]]] = {
    "Conv": ("Conv", _conv),
    "C3": ("C3", list),
    "SPP": ("SPP", list),
    "SPPF": ("SPPF", list),
    "Focus": ("Focus", list),
    "Concat": ("Concat", lambda args: []),
    "nn.Upsample": ("Upsample", _upsample),
    "MP": ("MaxPool", lambda args: [*(args or [2]), *(args or [2])]),
    "SP": ("MaxPool", lambda args: [*(args or [3])]),
    "conv_bn_relu_maxpool": ("ConvMaxPool", list),
    "Shuffle_Block": ("ShuffleBlock", list),
    "DWConvblock": ("DWConv", list),
    "ADD": ("Add", _add),
    "CBH": ("Conv", lambda args: [*args, "hardswish"]),
    "LC_Block": ("LCBlock", list),
    "Dense": ("Dense", list),
    "RepVGGBlock": ("RepVGG", list),
    "Detect": ("Detect", lambda args: []),
    "IDetect": ("IDetect", lambda args: []),
}
"""Modules of the published tables: their name here, and their arguments in our order."""


def _translate(row: Any, index: int, path: Path) -> Args:
    """Return a published row in our dialect."""
    sources, number, module, args = row
    name = str(module).rpartition("models.common.")[2]
    if name not in TRANSLATIONS:
        raise _unknown(path, tr("row {index} of its table is a {module}", index=index, module=name))
    ours, translate = TRANSLATIONS[name]
    plain = [None if arg == "None" else arg for arg in args]
    plain = [arg == "True" if arg in ("True", "False") else arg for arg in plain]
    try:
        return [sources, number, ours, translate(plain)]
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise _unknown(
            path, tr("row {index} of its table is {row}", index=index, row=[module, *args])
        ) from error


FASTESTV2_NAMES: tuple[tuple[str, str], ...] = (
    (r"backbone\.first_conv\.", "model.0.conv."),
    (r"backbone\.stage2\.0\.", "model.1."),
    (r"backbone\.stage2\.(\d+)\.", "model.2.{0}."),
    (r"backbone\.stage3\.0\.", "model.3."),
    (r"backbone\.stage3\.(\d+)\.", "model.4.{0}."),
    (r"backbone\.stage4\.0\.", "model.5."),
    (r"backbone\.stage4\.(\d+)\.", "model.6.{0}."),
    (r"fpn\.conv1x1_3\.0\.", "model.7.conv."),
    (r"fpn\.conv1x1_3\.1\.", "model.7.bn."),
    (r"fpn\.reg_head_3\.", "model.8."),
    (r"fpn\.cls_head_3\.", "model.9."),
    (r"fpn\.conv1x1_2\.0\.", "model.12.conv."),
    (r"fpn\.conv1x1_2\.1\.", "model.12.bn."),
    (r"fpn\.reg_head_2\.", "model.13."),
    (r"fpn\.cls_head_2\.", "model.14."),
    (r"output_(reg|obj|cls)_layers\.", "model.15.{0}."),
)
"""Beginnings of its tensors' names, and of ours; {0} is the group, less one where it counts blocks."""


def _read_state_dict(state: dict[str, Tensor], path: Path) -> Checkpoint:
    """Read the state dict of Yolo-FastestV2, the one family that publishes nothing else."""
    weights = {}
    for name, value in state.items():
        ours = _fastestv2_name(name)
        if ours is None:
            raise StudioError(
                tr(
                    "{file} holds tensors alone, such as {name}, and not of what network they are.",
                    file=path,
                    name=name,
                ),
                tr("Save the model itself, as torch.save(model, file) does."),
            )
        weights[ours] = value.float() if value.is_floating_point() else value
    table = find_table("yolo-fastestv2")
    scores = weights.get("model.15.cls.weight")
    if scores is None:
        raise _unknown(path, tr("it is a plain state dict without class scores"))
    head = Network(table, len(scores)).detect
    # It stores no anchors; those of its published configuration belong to its published weights.
    weights |= {"model.15.anchors": head.anchors, "model.15.strides": head.strides}
    return _checkpoint(table, weights, _class_names(None, len(scores)), table.imgsz, {}, path)


def _fastestv2_name(name: str) -> str | None:
    for pattern, ours in FASTESTV2_NAMES:
        match = re.match(pattern, name)
        if match:
            group = match[1] if match.groups() else ""
            place = str(int(group) - 1) if group.isdigit() else group
            return ours.format(place) + name[match.end() :]
    return None
