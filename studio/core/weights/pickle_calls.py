"""What a checkpoint may name: tensors and plain data are made, harmless types kept, all else refused."""

from __future__ import annotations

import math
import sys
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from studio.core.errors import StudioError
from studio.core.weights.pickle_machine import Foreign, Machine, Name, Refusal
from studio.core.words import tr

MAX_VIEWED = 8
"""Times: what all tensors of a file show, against what its storages hold; weights are seldom shared."""
FREE_VIEWED = 10_000_000
"""Values that may be shown beyond it: grids that are one row, repeated without being stored."""
MAX_AXES = 16

STORAGES: dict[str, torch.dtype] = {
    "DoubleStorage": torch.float64,
    "FloatStorage": torch.float32,
    "HalfStorage": torch.float16,
    "BFloat16Storage": torch.bfloat16,
    "LongStorage": torch.int64,
    "IntStorage": torch.int32,
    "ShortStorage": torch.int16,
    "CharStorage": torch.int8,
    "ByteStorage": torch.uint8,
    "BoolStorage": torch.bool,
}
DTYPES = {
    f"{module}{name}": dtype for name, dtype in STORAGES.items() for module in ("torch.", "torch.storage.")
}


class CheckpointMachine(Machine):
    """A machine that knows the names torch writes, and where its storages lie."""

    def __init__(self, stream: Any, size: int, storage: Callable[[torch.dtype, str, int], Tensor]) -> None:
        super().__init__(stream, size)
        self._storage = storage
        self._held: dict[str, int] = {}
        self._viewed = 0

    def name(self, module: str, name: str) -> Any:
        """Return what stands for `module.name`; nothing is looked up in any module."""
        full = f"{module}.{name}"
        if _is_standard(module) and full not in CALLS and full not in RECORDED:
            raise Refusal(full)
        return full if full in _DTYPE_NAMES else Name(full)

    def make(self, name: Any, args: tuple[Any, ...], *, is_called: bool) -> Any:
        """Return what a known call gives, or a record of what an object was made of.

        Raises:
            Refusal: the call is none that a checkpoint needs.
        """
        if not isinstance(name, Name):
            raise Refusal(type(name).__name__)
        if name.full in CALLS:
            return CALLS[name.full](self, args)
        is_member = len(args) == 1 and isinstance(args[0], int | float)  # of an enumeration
        if name.full in RECORDED or not is_called or is_member:
            return Foreign(name.full, args)
        raise Refusal(name.full)

    def refer(self, reference: Any) -> Any:
        """Return a storage as a flat tensor; or a class, which the legacy form wraps."""
        if not isinstance(reference, tuple):
            raise ValueError("an unknown reference")
        if reference[0] == "module":
            return reference[1]
        kind, storage_type, key, _device, count, *rest = reference
        if kind != "storage" or not isinstance(storage_type, Name) or not isinstance(count, int) or any(rest):
            raise ValueError("an unknown reference")
        if storage_type.full not in DTYPES:
            raise StudioError(
                tr("It holds numbers of the kind {name}.", name=storage_type.full.rpartition(".")[2]),
                tr("Save it as 16-bit or 32-bit floating point numbers."),
            )
        found = self._storage(DTYPES[storage_type.full], str(key), count)
        self._held[str(key)] = len(found)
        return found

    def view(self, count: int) -> None:
        """Take note of a tensor of `count` values; raises ValueError when it is one too many."""
        self._viewed += count
        if self._viewed > MAX_VIEWED * sum(self._held.values()) + FREE_VIEWED:
            raise ValueError("tensors that show more than the file holds")


def _is_standard(module: str) -> bool:
    return module.partition(".")[0] in _STANDARD


_STANDARD = sys.stdlib_module_names | {"__builtin__", "copy_reg", "commands", "nt", "posix"}
_DTYPE_NAMES = {str(dtype) for dtype in STORAGES.values()}


def _rebuild_tensor(reader: CheckpointMachine, args: tuple[Any, ...]) -> Tensor:
    """Return the view of a storage (a flat tensor) that a pickle describes, if it lies inside."""
    storage, offset, size, stride = args[:4]
    if not isinstance(storage, Tensor) or len(size) != len(stride) or len(size) > MAX_AXES:
        raise ValueError("not a tensor")
    numbers = [offset, *size, *stride]
    if not all(isinstance(number, int) and 0 <= number < 2**62 for number in numbers):
        raise ValueError("impossible shape")
    count = math.prod(size)
    last = offset + sum((side - 1) * step for side, step in zip(size, stride, strict=True))
    if count and last >= len(storage):
        raise ValueError("a tensor larger than its data")
    reader.view(count)
    if not count:
        return storage.new_empty(tuple(size))
    return storage.as_strided(tuple(size), tuple(stride), offset)


def _rebuild_typed(reader: CheckpointMachine, args: tuple[Any, ...]) -> Any:
    """Stand in for `torch._tensor._rebuild_from_type_v2(function, type, arguments, state)`."""
    return reader.make(args[0], args[2], is_called=True)


def _first(_reader: CheckpointMachine, args: tuple[Any, ...]) -> Any:
    return args[0]


def _reconstruct(reader: CheckpointMachine, args: tuple[Any, ...]) -> Any:
    """Stand in for `copyreg._reconstructor(class, base, state)` and `copyreg.__newobj__(class, ...)`."""
    if not isinstance(args[0], Name) or args[0].full in CALLS:
        raise Refusal("copyreg._reconstructor")
    return reader.make(args[0], (), is_called=False)


def _encode(reader: CheckpointMachine, args: tuple[Any, ...]) -> bytes:
    """Stand in for `_codecs.encode`, by which protocol 2 writes bytes."""
    reader.spend(len(args[0]))
    return str(args[0]).encode("latin1")


def _path(reader: CheckpointMachine, args: tuple[Any, ...]) -> str:
    reader.spend(sum(map(len, args)))
    return "/".join(args)


def _items(reader: CheckpointMachine, args: tuple[Any, ...]) -> list[Any]:
    """Return the values of the one container a container is made of, or none."""
    (given,) = args or ((),)
    if not isinstance(given, list | tuple | set | frozenset):
        raise ValueError("a container made of something else")
    reader.spend(len(given))
    return list(given)


def _pairs(reader: CheckpointMachine, args: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    (given,) = args or ((),)
    pairs = _items(reader, (list(given.items()),)) if isinstance(given, dict) else _items(reader, args)
    if not all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs):
        raise ValueError("pairs that are none")
    return [(key, value) for key, value in pairs]


def _bytes(reader: CheckpointMachine, args: tuple[Any, ...]) -> bytes:
    """Stand in for `bytes` and `bytearray` of a text in Latin-1, or of bytes; a size alone makes none."""
    given = args[0] if args else b""
    if not isinstance(given, bytes | bytearray | str):
        raise ValueError("bytes made of something else")
    reader.spend(len(given))
    return given.encode("latin1") if isinstance(given, str) else bytes(given)


def _number(kind: type[Any]) -> Callable[[CheckpointMachine, tuple[Any, ...]], Any]:
    def make(reader: CheckpointMachine, args: tuple[Any, ...]) -> Any:
        if not all(isinstance(arg, int | float | str) for arg in args):
            raise ValueError("a number made of something else")
        reader.spend(sum(len(arg) for arg in args if isinstance(arg, str)))
        return kind(*args)

    return make


def _text(reader: CheckpointMachine, args: tuple[Any, ...]) -> str:
    (given,) = args or ("",)
    if not isinstance(given, str):
        raise ValueError("a text made of something else")
    return given


def _bound(reader: CheckpointMachine, args: tuple[Any, ...]) -> Foreign:
    """Stand in for `getattr(object, name)`, as a method is pickled that was put in place of another."""
    owner, name = args if len(args) == 2 else (None, None)
    is_foreign = isinstance(owner, Foreign) or (isinstance(owner, Name) and owner.full not in CALLS)
    if not is_foreign or not isinstance(name, str):
        raise Refusal("builtins.getattr")
    return Foreign("builtins.getattr", args)


def _partial(reader: CheckpointMachine, args: tuple[Any, ...]) -> Foreign:
    """Stand in for `functools.partial(function)`, whose arguments follow as its state."""
    function = args[0] if len(args) == 1 else None
    if not isinstance(function, Name | Foreign):
        raise Refusal("functools.partial")
    return Foreign("functools.partial", args)


_BUILTINS: dict[str, Callable[[Any, tuple[Any, ...]], Any]] = {
    "set": lambda reader, args: reader.fill_set(_items(reader, args)),
    "frozenset": lambda reader, args: frozenset(reader.fill_set(_items(reader, args))),
    "list": _items,
    "tuple": lambda reader, args: tuple(_items(reader, args)),
    "dict": lambda reader, args: reader.fill({}, _pairs(reader, args)),
    "int": _number(int),
    "long": _number(int),
    "float": _number(float),
    "complex": _number(complex),
    "bool": _number(bool),
    "str": _text,
    "unicode": _text,
    "bytes": _bytes,
    "bytearray": _bytes,
    "getattr": _bound,
}
_PATHS = ("PosixPath", "WindowsPath", "Path", "PurePosixPath", "PureWindowsPath", "PurePath")

CALLS: dict[str, Callable[[Any, tuple[Any, ...]], Any]] = {
    "collections.OrderedDict": lambda reader, args: reader.fill(OrderedDict(), _pairs(reader, args)),
    "functools.partial": _partial,
    "_codecs.encode": _encode,
    "torch._utils._rebuild_tensor": _rebuild_tensor,
    "torch._utils._rebuild_tensor_v2": _rebuild_tensor,
    "torch._utils._rebuild_parameter": _first,
    "torch._utils._rebuild_parameter_with_state": _first,
    "torch._tensor._rebuild_from_type_v2": _rebuild_typed,
    "torch.Size": lambda reader, args: tuple(_items(reader, args)),
    **{
        f"{module}.{name}": _reconstruct
        for module in ("copyreg", "copy_reg")
        for name in ("_reconstructor", "__newobj__")
    },
    **{
        f"{module}.{name}": call for module in ("builtins", "__builtin__") for name, call in _BUILTINS.items()
    },
    **{f"{module}.{name}": _path for module in ("pathlib", "pathlib._local") for name in _PATHS},
}
"""What a pickle may call, by name: functions (reader, arguments) of this module, which make plain data."""

_RECORDED_NAMES = """
    builtins.object builtins.range builtins.slice __builtin__.object __builtin__.slice __builtin__.xrange
    builtins.Ellipsis builtins.NotImplemented __builtin__.Ellipsis __builtin__.NotImplemented
    argparse.Namespace array.array array._array_reconstructor
    collections.ChainMap collections.Counter collections.UserDict collections.UserList collections.UserString
    collections.defaultdict collections.deque
    contextlib.nullcontext
    datetime.date datetime.datetime datetime.time datetime.timedelta datetime.timezone
    decimal.Context decimal.Decimal fractions.Fraction http.HTTPStatus
    ipaddress.IPv4Address ipaddress.IPv6Address ipaddress.IPv4Network ipaddress.IPv6Network
    io.BytesIO io.StringIO _io.BytesIO _io.StringIO
    itertools.chain itertools.count itertools.cycle itertools.repeat
    logging.Logger logging.RootLogger logging.getLogger
    random.Random re._compile string.Template threading.local time.struct_time
    types.MappingProxyType types.SimpleNamespace uuid.SafeUUID uuid.UUID zoneinfo.ZoneInfo
    zoneinfo.ZoneInfo._unpickle
    numpy._core.multiarray._reconstruct numpy._core.multiarray.scalar numpy._core.numeric._frombuffer
    numpy.core.multiarray._reconstruct numpy.core.multiarray.scalar numpy.core.numeric._frombuffer
    numpy.dtype numpy.ndarray
    numpy.random._pickle.__bit_generator_ctor numpy.random._pickle.__generator_ctor
    numpy.random._pickle.__randomstate_ctor numpy.random.bit_generator.__pyx_unpickle_SeedSequence
    torch._C.Generator torch.serialization._get_layout torch._utils._rebuild_nested_tensor
    torch._dynamo.eval_frame.OptimizeContext torch._dynamo.eval_frame.OptimizedModule
    torch._TorchCompileInductorWrapper
    torch.device torch._utils._rebuild_qtensor torch._utils._rebuild_sparse_tensor
    torch._utils._rebuild_meta_tensor_no_storage torch._utils._rebuild_device_tensor_from_numpy
"""
RECORDED = frozenset(_RECORDED_NAMES.split())
"""Calls and types that are kept as data instead of being made."""
