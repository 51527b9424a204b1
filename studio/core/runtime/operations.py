"""What a TorchScript or `.ptl` archive asks to compute, found without running any of it.

Reading such an archive runs code of it, and TorchScript can write files (`aten::save`, `aten::from_file`).
So its operations are compared with OPERATIONS first. The archive is opened by torch's own reader: the files
looked at here are those that torch would run, however the archive was put together.
"""

from __future__ import annotations

import pickletools
import re
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.core.words import tr

_NAMES = """
    _convolution conv2d convolution conv_transpose2d linear addmm bmm matmul mm einsum dot batch_norm
    instance_norm group_norm layer_norm norm dropout feature_dropout max_pool2d max_pool2d_with_indices
    avg_pool2d adaptive_avg_pool2d adaptive_max_pool2d upsample_nearest2d _upsample_nearest_exact2d
    upsample_bilinear2d upsample_bicubic2d pixel_shuffle pixel_unshuffle channel_shuffle
    native_channel_shuffle pad constant_pad_nd reflection_pad2d replication_pad2d grid_sampler unfold im2col

    relu relu6 leaky_relu prelu elu celu selu gelu silu mish hardswish hardsigmoid hardtanh sigmoid
    log_sigmoid tanh softplus softmax log_softmax logit threshold clamp clamp_min clamp_max glu
    scaled_dot_product_attention

    add sub subtract mul multiply div divide true_divide floor_divide floordiv remainder fmod rsub addcmul
    addcdiv neg negative abs pow square sqrt rsqrt reciprocal exp expm1 log log2 log10 log1p erf sin cos tan
    atan atan2 floor ceil round trunc frac sign lerp maximum minimum max min amax amin argmax argmin sum
    mean prod std var cumsum all any eq ne lt le gt ge equal isnan isinf isfinite logical_and logical_or
    logical_not logical_xor bitwise_and bitwise_or bitwise_not where masked_fill __and__ __or__ __xor__
    __not__ __is__ __isnot__ __contains__ __getitem__ _set_item

    size dim numel len stride is_contiguous is_floating_point is_complex sym_size view view_as reshape
    _reshape_alias reshape_as flatten unflatten squeeze unsqueeze permute transpose t movedim swapaxes
    contiguous clone detach alias expand expand_as broadcast_to broadcast_tensors repeat repeat_interleave
    tile cat concat stack vstack hstack chunk split split_with_sizes unsafe_chunk unsafe_split unbind slice
    narrow select index index_select gather take scatter index_put masked_select nonzero topk sort argsort
    flip roll tril triu diag one_hot searchsorted

    arange linspace meshgrid zeros zeros_like ones ones_like full full_like empty empty_like new_zeros
    new_ones new_full fill zero eye tensor as_tensor scalar_tensor rand randn copy to type_as type cpu cuda
    item tolist data device dtype layout is_cuda is_mkldnn is_quantized pin_memory requires_grad

    Int Float Bool IntImplicit FloatImplicit ScalarImplicit NumToTensor TupleUnpack TupleIndex
    unchecked_cast Uninitialized RaiseException rangelist range ChunkSizes ConstantChunk

    annotate positive str format list dict append extend insert pop keys values items get update clear
    sorted count name id trace center det dist embedding gamma indices inner outer cross median mode normal
    real ravel
"""
OPERATIONS = frozenset(_NAMES.split())
"""Names of torch's operators that compute values from values; the last group names variables, too.

They are those our exports use, and those that detectors of others do. None reads or writes a file.
"""

SETS_ITSELF_UP = "__setstate__"
HIDDEN = re.compile(r"""[#\\]|['"]\s*['"]|[.'"]\s*classes\b""")
"""What torch writes into no detector's code, and what could hide a name: comments, escapes in a text, texts
in two parts. Also `torch.classes`: objects that are written in C++ and do what they like."""
FLATBUFFER = b"PTMF"
"""At byte 4 it makes the lite interpreter read a file in another form, even one that is an archive too."""


def check_operations(path: Path) -> None:
    """Raise a StudioError when an archive asks for what no detector needs.

    Raises:
        StudioError: it does, or says so in a way that can't be judged; the operations are named.
        RuntimeError, ValueError: it can't be read.
    """
    with path.open("rb") as stream:
        start = stream.read(8)
    found = {"flatbuffer"} if start[4:] == FLATBUFFER else _foreign_names(path)
    if found:
        raise StudioError(
            tr(
                "{path} asks for operations that a detector does not need: {names}; nothing was run.",
                path=path,
                names=", ".join(sorted(found)),
            ),
            tr("Export it again from its checkpoint with this program."),
        )


def _foreign_names(path: Path) -> set[str]:
    """Return what the code, the bytecode and the stored objects of an archive name that isn't allowed."""
    import torch

    reader: Any = torch._C.PyTorchFileReader(str(path))  # noqa: SLF001
    # torch looks names up without regard to case, and which of two it takes is its own affair.
    records = {name.lower(): name for name in reader.get_all_records()}
    if len(records) < len(reader.get_all_records()):
        raise ValueError("two files of one name")
    found: set[str] = set()
    for lower, name in records.items():
        kind = lower.rpartition("/")[2]
        if kind == "model.json":
            found.add(kind)  # the form before torch 1.2, which keeps code elsewhere
        elif kind.endswith(".py"):
            found |= _in_code(reader.get_record(name).decode())
        elif kind.endswith(".pkl"):
            found |= _in_pickle(reader.get_record(name), is_bytecode=kind == "bytecode.pkl")
    return found


def _in_code(text: str) -> set[str]:
    """Return the operators that TorchScript source names, wherever in it: `torch.save`, `x.save`, `"save"`.

    Names of no operator are the archive's own: what they stand for is code of it as well.
    """
    import torch

    schemas: Any = torch._C._jit_get_all_schemas()  # noqa: SLF001
    known = {schema.name.rpartition("::")[2] for schema in schemas} | {SETS_ITSELF_UP}
    words = set(re.findall(r"[A-Za-z_]\w*", text, re.ASCII))
    hidden = {match.group().strip(" \t\n.'\"") or "''" for match in HIDDEN.finditer(text)}
    foreign = {word for word in words & known if not _is_allowed(word)}
    return {word for word in foreign if not _is_variable(word, text)} | hidden


def _is_variable(word: str, text: str) -> bool:
    """Return whether a word in TorchScript source can only be a variable of it.

    It is given a value there, and nowhere called, taken from something else (`x.word`) or near a text.
    """
    if not re.search(rf"^\s*{word} = |[(,]\s*{word}: ", text, re.MULTILINE):
        return False
    for match in re.finditer(rf"\b{word}\b", text, re.ASCII):
        before, after = text[: match.start()], text[match.end() :]
        line = before.rpartition("\n")[2] + after.partition("\n")[0]
        is_taken = before.rstrip().endswith(".") or after.lstrip().startswith("(")
        if is_taken or "'" in line or '"' in line:
            return False
    return True


def _in_pickle(content: bytes, *, is_bytecode: bool) -> set[str]:
    """Return what a pickle names; its strings are taken as they stand, whatever it would build of them."""
    found = {"classes"} if b"classes" in content else set()
    if is_bytecode:
        strings = [
            str(argument) for _, argument, _ in pickletools.genops(content) if isinstance(argument, str)
        ]
        operators = (string for string in strings if "::" in string)
        found |= {name for name in operators if not _is_allowed(re.sub(r"^(aten|prim)::", "", name))}
        found |= {SETS_ITSELF_UP for string in strings if SETS_ITSELF_UP in string}
    return found


def _is_allowed(name: str) -> bool:
    """Return whether an operator is one of OPERATIONS, or one that writes its result over its input."""
    return name in OPERATIONS or name.removesuffix("_") in OPERATIONS
