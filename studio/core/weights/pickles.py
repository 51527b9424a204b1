"""Reading pickles as data: tensors, containers and numbers come back, everything else becomes inert.

A pickle is a program that may call whatever it names. Here nothing it names is ever imported: known names
stand for functions of this module, other classes for `Foreign` records, and a call of anything else is
refused. Both forms of `torch.save` are read, the zip archive (torch 1.6 and later) and the legacy sequence
of pickles, as torch/serialization.py documents them.
"""

from __future__ import annotations

import io
import math
import pickle
import struct
import sys
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, cast

import torch
from torch import Tensor

from studio.core.errors import StudioError
from studio.core.words import tr

LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
LARGEST_RATIO = 20
"""An archive that claims to unpack to more than this many times its size is not read."""

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


class _Refusal(Exception):
    """A pickle wants to call what its one argument names."""


class _ForeignType(type):
    """The type of stand-ins: they are made by opcodes that make objects, and refuse to be called."""

    def __call__(cls, *args: Any, **options: Any) -> Any:
        raise _Refusal(f"{cls.__module__}.{cls.__name__}")


class Foreign(metaclass=_ForeignType):
    """What an object of a class unknown here was pickled with.

    Attributes:
        name: the class, such as `models.yolo.Model`.
        state: what it was to be restored from, usually its attributes.
        items: what was to be put into it, for subclasses of list (values) and dict (pairs).
    """

    name: ClassVar[str] = ""

    state: Any
    items: list[Any]

    def __new__(cls, *args: Any) -> Foreign:
        made = object.__new__(cls)
        object.__setattr__(made, "state", {})
        object.__setattr__(made, "items", list(args))
        return made

    def __setstate__(self, state: Any) -> None:
        """Keep the state as it is."""
        object.__setattr__(self, "state", state)

    def __setitem__(self, key: Any, value: Any) -> None:
        """Keep an entry of what would be a dict."""
        self.items.append((key, value))

    def append(self, value: Any) -> None:
        """Keep an entry of what would be a list."""
        self.items.append(value)

    def extend(self, values: Any) -> None:
        """Keep entries of what would be a list."""
        self.items.extend(values)

    def get(self, attribute: str) -> Any:
        """Return an attribute of the pickled object, or None."""
        return self.state.get(attribute) if isinstance(self.state, dict) else None


def foreign_type(module: str, name: str) -> type[Foreign]:
    """Return a stand-in for a class, without importing it."""
    made = _ForeignType(name, (Foreign,), {"name": f"{module}.{name}", "__module__": module})
    return cast(type[Foreign], made)


class _StorageType:
    """Names the number type of a storage."""

    def __init__(self, dtype: torch.dtype) -> None:
        self.dtype = dtype


def _rebuild_tensor(
    storage: Any, offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_rest: Any
) -> Tensor:
    """Return the view of a storage (a flat tensor) that a pickle describes, if it lies inside."""
    if not isinstance(storage, Tensor) or len(size) != len(stride):
        raise ValueError("not a tensor")
    numbers = [offset, *size, *stride]
    if not all(isinstance(number, int) and 0 <= number < 2**62 for number in numbers):
        raise ValueError("impossible shape")
    last = offset + sum((side - 1) * step for side, step in zip(size, stride, strict=True))
    if math.prod(size) and (last >= len(storage) or math.prod(size) > len(storage)):
        raise ValueError("a tensor larger than its data")
    if not math.prod(size):
        return storage.new_empty(tuple(size))
    return storage.as_strided(tuple(size), tuple(stride), offset)


def _rebuild_parameter(data: Any, *_rest: Any) -> Any:
    return data


def _make_inert(kind: type[Foreign], *_rest: Any) -> Foreign:
    """Stand in for `copyreg._reconstructor(class, base, state)`."""
    if not (isinstance(kind, type) and issubclass(kind, Foreign)):
        raise _Refusal("copyreg._reconstructor")
    return kind.__new__(kind)


def _encode(text: str, _encoding: str = "latin1") -> bytes:
    """Stand in for `_codecs.encode`, by which protocol 2 writes bytes."""
    return text.encode("latin1")


def _as_data(name: str) -> Callable[..., Foreign]:
    """Return a function that records a call of `name` instead of making it."""

    def record(*args: Any) -> Foreign:
        kind = foreign_type("", name)
        return kind.__new__(kind, *args)

    return record


def _path(*parts: str) -> str:
    return "/".join(str(part) for part in parts)


_PLAIN = (set, frozenset, list, dict, tuple, int, float, complex, bool, str, bytes, bytearray, slice, object)

_RECORDED = (
    "collections.Counter",
    "collections.defaultdict",
    "collections.deque",
    "datetime.date",
    "datetime.datetime",
    "datetime.timedelta",
    "datetime.timezone",
    "numpy._core.multiarray._reconstruct",
    "numpy._core.multiarray.scalar",
    "numpy.core.multiarray._reconstruct",
    "numpy.core.multiarray.scalar",
    "numpy.dtype",
    "numpy.ndarray",
    "torch.device",
)
"""Calls that are kept as data instead of being made."""

_SAFE: dict[str, Any] = {
    "collections.OrderedDict": OrderedDict,
    "_codecs.encode": _encode,
    "copyreg._reconstructor": _make_inert,
    "copy_reg._reconstructor": _make_inert,
    "torch._utils._rebuild_tensor": _rebuild_tensor,
    "torch._utils._rebuild_tensor_v2": _rebuild_tensor,
    "torch._utils._rebuild_parameter": _rebuild_parameter,
    "torch._utils._rebuild_parameter_with_state": _rebuild_parameter,
    "torch.Size": tuple,
    **{f"torch.{name}": _StorageType(dtype) for name, dtype in STORAGES.items()},
    **{f"torch.storage.{name}": _StorageType(dtype) for name, dtype in STORAGES.items()},
    **{str(dtype): str(dtype) for dtype in STORAGES.values()},
    **{f"{module}.{kind.__name__}": kind for module in ("builtins", "__builtin__") for kind in _PLAIN},
    "__builtin__.unicode": str,
    "__builtin__.long": int,
    **{f"pathlib.{name}": _path for name in ("PosixPath", "WindowsPath", "Path", "PurePosixPath")},
    **{f"pathlib._local.{name}": _path for name in ("PosixPath", "WindowsPath", "Path")},
    **{name: _as_data(name) for name in _RECORDED},
}
"""What a pickle may call, by name; all of it is defined here or makes plain data."""

_INERT_STANDARD = ("argparse.Namespace", "types.SimpleNamespace", "threading.local")
"""Classes of the standard library that may appear as data."""


class _Reader(pickle.Unpickler):
    """An unpickler that imports nothing."""

    def __init__(self, stream: BinaryIO, storage: Callable[[torch.dtype, str, int], Tensor]) -> None:
        super().__init__(stream, encoding="latin1")
        self._storage = storage

    def find_class(self, module: str, name: str) -> Any:
        """Return what stands for `module.name`; nothing is looked up in any module."""
        full = f"{module}.{name}"
        if full in _SAFE:
            return _SAFE[full]
        if module.partition(".")[0] in _STANDARD and full not in _INERT_STANDARD:
            raise _Refusal(full)
        return foreign_type(module, name)

    def persistent_load(self, pid: Any) -> Any:
        """Return the storage a pickle refers to, as a flat tensor; or a class, wrapped by the legacy form."""
        if pid[0] == "module":
            return pid[1]
        kind, storage_type, key, _device, count = pid[:5]
        if kind != "storage" or not isinstance(storage_type, _StorageType) or not isinstance(count, int):
            raise ValueError("unknown reference")
        return self._storage(storage_type.dtype, str(key), count)


_STANDARD = sys.stdlib_module_names | {"__builtin__", "copy_reg", "commands", "nt", "posix"}


def read_pickle(path: Path) -> Any:
    """Return the object in a file of `torch.save`, or in a plain pickle, as data.

    Raises:
        StudioError: the file can't be read, is damaged, or asks to call something.
    """
    path = Path(path)
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
            stream.seek(0)
            return _read_archive(path) if start == b"PK\x03\x04" else _read_legacy(stream, path)
    except _Refusal as refusal:
        raise StudioError(
            tr("{file} asks to run {name}; nothing was run.", file=path, name=refusal.args[0]),
            tr("It is not an honest checkpoint. Get it again from its publisher."),
        ) from None
    except StudioError:
        raise
    except OSError as error:
        raise StudioError(
            tr("{path} can't be opened: {reason}.", path=path, reason=error.strerror or error),
            tr("Check that the file is there and readable."),
        ) from error
    except Exception as error:
        # Whatever foreign bytes do to an unpickler (the kinds of error are without number), it means this.
        raise StudioError(
            tr("{file} is not a checkpoint, or it is damaged.", file=path),
            tr("Get it again from where it came from."),
        ) from error


def _read_archive(path: Path) -> Any:
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST_RATIO * path.stat().st_size:
            raise ValueError("a zip bomb")
        pickled = next(name for name in archive.namelist() if name.rpartition("/")[2] == "data.pkl")
        folder = pickled.removesuffix("data.pkl")
        if f"{folder}byteorder" in archive.namelist() and archive.read(f"{folder}byteorder") != b"little":
            raise ValueError("big-endian data")
        known: dict[str, Tensor] = {}

        def storage(dtype: torch.dtype, key: str, count: int) -> Tensor:
            if key not in known:
                content = bytearray(archive.read(f"{folder}data/{key}"))
                if len(content) < count * dtype.itemsize:
                    raise ValueError("a storage shorter than it says")
                known[key] = _flat(content, dtype, count)
            return known[key]

        return _Reader(io.BytesIO(archive.read(pickled)), storage).load()


def _flat(content: bytearray, dtype: torch.dtype, count: int) -> Tensor:
    if not count:
        return torch.empty(0, dtype=dtype)
    return torch.frombuffer(content, dtype=dtype, count=count)


def _read_legacy(stream: BinaryIO, path: Path) -> Any:
    """Read torch's legacy form, or a pickle by itself, which has no storages."""
    size = path.stat().st_size
    known: dict[str, Tensor] = {}

    def storage(dtype: torch.dtype, key: str, count: int) -> Tensor:
        if not 0 <= count * dtype.itemsize <= size:
            raise ValueError("a storage longer than the file")
        return known.setdefault(key, torch.zeros(count, dtype=dtype))

    first = _Reader(stream, storage).load()
    if first != LEGACY_MAGIC:
        return first
    _Reader(stream, storage).load()  # the protocol's version
    _Reader(stream, storage).load()  # the writer's word sizes
    content = _Reader(stream, storage).load()
    for key in _Reader(stream, storage).load():
        (count,) = struct.unpack("<q", stream.read(8))
        tensor = known[str(key)]
        raw = bytearray(stream.read(count * tensor.dtype.itemsize))
        if count != len(tensor) or len(raw) != count * tensor.dtype.itemsize:
            raise ValueError("a storage of another size")
        if count:
            tensor.copy_(torch.frombuffer(raw, dtype=tensor.dtype))
    return content
