"""Pickles are read as data: what they hold comes back, what they would do does not happen."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import StudioError
from studio.core.weights import pickle_machine
from studio.core.weights.opening import load_checkpoint
from studio.core.weights.pickle_machine import Foreign
from studio.core.weights.pickles import LEGACY_MAGIC, read_pickle
from tests.factories import memory_below

MARK = b"touch-me"


def as_plain(pickled: bytes) -> bytes:
    return pickled


def as_zip(pickled: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("archive/data.pkl", pickled)
        archive.writestr("archive/version", "3")
    return stream.getvalue()


def as_legacy(pickled: bytes) -> bytes:
    start = (LEGACY_MAGIC, 1001, {"little_endian": True})
    return b"".join(pickle.dumps(part, protocol=2) for part in start) + pickled + pickle.dumps([], protocol=2)


def call(module: str, name: str, argument: str) -> bytes:
    """GLOBAL, one argument, REDUCE: the usual gadget."""
    return f"c{module}\n{name}\n(S'{argument}'\ntR.".encode()


def by_stack_global(module: str, name: str, argument: str) -> bytes:
    def text(word: str) -> bytes:
        return b"\x8c" + bytes([len(word)]) + word.encode()

    return b"\x80\x04" + text(module) + text(name) + b"\x93" + text(argument) + b"\x85R."


def by_inst(module: str, name: str, argument: str) -> bytes:
    return f"(S'{argument}'\ni{module}\n{name}\n.".encode()


def by_obj(module: str, name: str, argument: str) -> bytes:
    return f"(c{module}\n{name}\nS'{argument}'\no.".encode()


def by_newobj(module: str, name: str, argument: str) -> bytes:
    return b"\x80\x02" + f"c{module}\n{name}\n(S'{argument}'\nt\x81.".encode("latin1")


OPCODES = [call, by_stack_global, by_inst, by_obj, by_newobj]
CALLABLES = [
    ("os", "system"),
    ("posix", "system"),
    ("nt", "system"),
    ("subprocess", "Popen"),
    ("builtins", "eval"),
    ("builtins", "exec"),
    ("builtins", "getattr"),
    ("__builtin__", "__import__"),
    ("runpy", "run_path"),
    ("importlib", "import_module"),
    ("operator", "attrgetter"),
    ("functools", "partial"),
    ("pickle", "loads"),
    ("sys", "exit"),
    ("shutil", "rmtree"),
]


@pytest.mark.parametrize("form", [as_plain, as_zip, as_legacy])
@pytest.mark.parametrize("opcode", OPCODES)
@pytest.mark.parametrize(("module", "name"), CALLABLES)
def test_a_call_of_the_standard_library_is_refused_by_name(
    tmp_path: Path, module: str, name: str, opcode: Callable[..., bytes], form: Callable[[bytes], bytes]
) -> None:
    witness = tmp_path / "witness"
    path = tmp_path / "evil.pt"
    path.write_bytes(form(opcode(module, name, f"touch {witness}")))
    with pytest.raises(StudioError, match=rf"asks to run {module}\.{name}; nothing was run"):
        read_pickle(path)
    assert not witness.exists()


@pytest.mark.parametrize("opcode", [call, by_stack_global, by_inst, by_obj])
@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("torch", "load"),
        ("torch.hub", "load"),
        ("numpy", "load"),
        ("torch", "_utils.os.system"),
        ("evil", "run"),
    ],
)
def test_a_call_of_anything_else_is_refused_too(
    tmp_path: Path, module: str, name: str, opcode: Callable[..., bytes]
) -> None:
    path = tmp_path / "evil.pt"
    path.write_bytes(opcode(module, name, str(tmp_path / "witness")))
    with pytest.raises(StudioError, match="asks to run"):
        read_pickle(path)
    assert not list(tmp_path.glob("witness*"))


class Gadget:
    """Runs a command when the usual unpickler meets it."""

    def __init__(self, witness: Path) -> None:
        self.witness = witness

    def __reduce__(self) -> tuple:
        return os.system, (f"touch '{self.witness}'",)


@pytest.mark.parametrize("legacy", [False, True])
def test_a_gadget_among_real_tensors_is_refused(tmp_path: Path, legacy: bool) -> None:
    witness, path = tmp_path / "witness", tmp_path / "evil.pt"
    content = {"model": torch.ones(3), "ema": [Gadget(witness)]}
    torch.save(content, path, _use_new_zipfile_serialization=not legacy)
    with pytest.raises(StudioError, match=r"asks to run (posix|nt)\.system"):
        read_pickle(path)
    assert not witness.exists()


class Thing:
    """A class the reader must not import."""

    def __setstate__(self, state: dict) -> None:
        raise AssertionError("the class itself was used")


def test_foreign_objects_come_back_as_data(tmp_path: Path) -> None:
    thing = Thing()
    thing.weight = torch.arange(6.0).reshape(2, 3)
    path = tmp_path / "thing.pt"
    torch.save({"thing": thing, "path": Path("a/b"), "best": np.float64(0.5), "when": {1, 2}}, path)
    content = read_pickle(path)
    assert content["thing"].name.endswith("test_pickles.Thing")
    assert isinstance(content["thing"], Foreign)
    assert torch.equal(content["thing"].get("weight"), thing.weight)
    assert content["path"] == "a/b"
    assert content["when"] == {1, 2}


@pytest.mark.parametrize("legacy", [False, True])
def test_tensors_of_every_kind_come_back_in_both_forms(tmp_path: Path, legacy: bool) -> None:
    base = torch.arange(24.0).reshape(4, 6)
    content = OrderedDict(
        half=base.half(),
        bfloat=base.bfloat16(),
        long=base.long(),
        byte=base.byte(),
        truth=base > 3,
        turned=base.t(),
        part=base[1:3, 2:5],
        scalar=torch.tensor(7.0),
        empty=torch.zeros(0, 3),
        shared=base[0],
        parameter=torch.nn.Parameter(base.clone()),
    )
    path = tmp_path / "tensors.pt"
    torch.save(content, path, _use_new_zipfile_serialization=not legacy)
    found = read_pickle(path)
    assert list(found) == list(content)
    for name, value in content.items():
        assert found[name].dtype == value.dtype
        assert torch.equal(found[name], value.detach()), name


def tensor_pickle(offset: int, size: tuple, stride: tuple, count: int = 4) -> bytes:
    """A pickle of one float tensor over the storage `0` of `count` numbers, opcode by opcode."""
    storage = b"(Vstorage\nctorch\nFloatStorage\nV0\nVcpu\n" + b"I%d\ntQ" % count

    def numbers(values: tuple) -> bytes:
        return b"(" + b"".join(b"L%dL\n" % value for value in values) + b"t"

    view = b"L%dL\n" % offset + numbers(size) + numbers(stride)
    return b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n(" + storage + view + b"I00\n}tR."


@pytest.mark.parametrize(
    ("offset", "size", "stride"),
    [(0, (5,), (1,)), (3, (2,), (1,)), (0, (2, 3), (3, 1)), (-1, (2,), (1,)), (0, (2,), (-1,)),
     (0, (1 << 40,), (0,)), (0, (2, 2), (1,))],
)  # fmt: skip
def test_tensors_that_reach_beyond_their_data_are_refused(
    tmp_path: Path, offset: int, size: tuple, stride: tuple
) -> None:
    path = tmp_path / "hostile.pt"
    good = tensor_pickle(0, (2, 2), (2, 1))
    for content, is_good in ((good, True), (tensor_pickle(offset, size, stride), False)):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a/data.pkl", content)
            archive.writestr("a/data/0", struct.pack("<4f", 1, 2, 3, 4))
        if is_good:
            assert read_pickle(path).tolist() == [[1, 2], [3, 4]]
        else:
            with pytest.raises(StudioError, match="not a checkpoint, or it is damaged"):
                read_pickle(path)


def test_a_storage_larger_than_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hostile.pt"
    path.write_bytes(as_legacy(tensor_pickle(0, (2,), (1,), count=1 << 40)))
    with pytest.raises(StudioError, match="damaged"):
        read_pickle(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/data.pkl", b"\0" * 10_000_000)
    with pytest.raises(StudioError, match="damaged"):
        read_pickle(path)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.99])
@pytest.mark.parametrize("legacy", [False, True])
def test_half_a_file_is_refused(tmp_path: Path, share: float, legacy: bool) -> None:
    path = tmp_path / "half.pt"
    torch.save({"weights": torch.ones(1000)}, path, _use_new_zipfile_serialization=not legacy)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(StudioError, match="damaged"):
        read_pickle(path)


def text(word: str) -> bytes:
    return b"X" + struct.pack("<I", len(word.encode())) + word.encode()


def number(value: int) -> bytes:
    raw = value.to_bytes(16, "little", signed=True)
    return b"\x8a" + bytes([len(raw)]) + raw


def called(name: str, *args: bytes) -> bytes:
    module, _, last = name.rpartition(".")
    return f"c{module}\n{last}\n(".encode() + b"".join(args) + b"tR"


def doubled(count: int, kind: bytes = b"t") -> bytes:
    """A tuple (or list) that holds the same tuple twice, and so on: 2 ** count leaves in 5 bytes a level."""
    nested = b"(" + kind + b"q\x00"
    return nested + (b"0(h\x00h\x00" + kind + b"q\x00") * count


def alike(count: int) -> bytes:
    """A set of tuples of -1 and -2, whose hashes are the same."""
    ones = b"\x8a\x01\xff", b"\x8a\x01\xfe"
    tuples = (b"(" + b"".join(ones[index >> bit & 1] for bit in range(14)) + b"t" for index in range(count))
    return b"\x8f(" + b"".join(tuples) + b"\x90."


GROWING = {
    "bytearray of a number": called("builtins.bytearray", number(5_000_000_000)) + b".",
    "bytes of a number": called("builtins.bytes", number(5_000_000_000)) + b".",
    "bytearray that is not there": b"\x80\x05\x96" + struct.pack("<Q", 5_000_000_000) + b"x.",
    "text that is not there": b"\x80\x04\x8d" + struct.pack("<Q", 5_000_000_000) + b"x.",
    "list of a range": called("builtins.list", called("builtins.range", number(1 << 40))) + b".",
    "tuple of a text": called("builtins.tuple", text("x" * 100)) + b".",
    "text of nested lists": called("builtins.str", doubled(60, b"l")) + b".",
    "path of nested lists": called("pathlib.PosixPath", doubled(60, b"l")) + b".",
    "path of one text, often": text("x" * 100_000)
    + b"q\x00"
    + called("pathlib.Path", b"h\x00" * 1000)
    + b".",
    "copies of one list": b"(" + b"N" * 10_000 + b"lq\x00" + called("builtins.list", b"h\x00") * 1000 + b".",
    "copies of one text": text("x" * 100_000) + b"q\x00" + called("_codecs.encode", b"h\x00") * 1000 + b".",
    "hash of nested tuples": b"}" + doubled(60) + b"Ns.",
    "set of nested tuples": b"\x8f(" + doubled(60) + b"\x90.",
    "keys of one hash": alike(5000),
    "memo far away": b"Nr\xff\xff\xff\x7f" + b"0" * 2 + b".",
    "tensor of a list": called("builtins.list", tensor_pickle(0, (4,), (1,))[2:-1]) + b".",
    "tensors of one number": b"(" + tensor_pickle(0, (900_000,), (0,))[2:-1] * 20 + b"l.",
    "a frame that is not there": b"\x80\x04\x95" + struct.pack("<Q", 5_000_000_000) + b"N",
}


@pytest.mark.parametrize("name", GROWING)
@pytest.mark.parametrize("form", [as_plain, as_zip])
def test_what_would_grow_or_never_end_is_refused(
    tmp_path: Path, name: str, form: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "growing.pt"
    content = GROWING[name]
    path.write_bytes(form(content))
    if form is as_zip:
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("archive/data/0", struct.pack("<4f", 1, 2, 3, 4))
    with memory_below(100_000_000), pytest.raises(StudioError, match="not a checkpoint, or it is damaged"):
        read_pickle(path)


def test_a_pickle_of_endless_steps_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "endless.pt"
    path.write_bytes(b"N0" * 1000 + b"N.")
    assert read_pickle(path) is None
    monkeypatch.setattr(pickle_machine, "MAX_OPCODES", 2000)
    with pytest.raises(StudioError, match="damaged"):
        read_pickle(path)


def test_an_entry_that_holds_more_than_it_says_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/data.pkl", b"N." + b"\0" * 60_000_000)
    content = path.read_bytes().replace(struct.pack("<I", 60_000_002), struct.pack("<I", 2))
    path.write_bytes(content)
    with memory_below(10_000_000), pytest.raises(StudioError, match="not a checkpoint, or it is damaged"):
        read_pickle(path)


@pytest.mark.parametrize(
    "spoiling",
    [
        b"ctorch\nFloatStorage\n}" + text("dtype") + b"Nsb.",
        b"ctorch\nFloatStorage\nN}" + text("dtype") + b"Ns\x86b.",
        b"ctorch._utils\n_rebuild_tensor_v2\nN}" + text("__defaults__") + b"Ns\x86b.",
        b"ccollections\nCounter\nN}" + text("__kwdefaults__") + b"}s\x86b.",
        b"ccollections\nOrderedDict\n}" + text("__init__") + b"Nsb.",
        b"ctorch\nSize\n" + text("key") + b"Ns.",
        b"cbuiltins\nset\nN}" + text("__call__") + b"Ns\x86b.",
        called("collections.OrderedDict") + b"N}" + text("__class__") + b"cmodels\nThing\ns\x86b.",
        b"cmodels\nThing\n)\x81N}" + text("__class__") + b"cmodels\nOther\ns\x86b.",
        b"cmodels\nThing\n)\x81}" + text("__setstate__") + b"Nsb.",
        b"cmodels\nThing\n}" + text("name") + b"Nsb.",
        tensor_pickle(0, (4,), (1,))[:-1] + b"(I0\nNNNtb.",
    ],
)
def test_no_file_changes_how_the_next_is_read(tmp_path: Path, spoiling: bytes) -> None:
    good, bad = tmp_path / "good.pt", tmp_path / "bad.pt"
    torch.save({"weights": torch.arange(4.0), "more": OrderedDict(a={1, 2})}, good)
    bad.write_bytes(as_zip(spoiling))
    with zipfile.ZipFile(bad, "a") as archive:
        archive.writestr("archive/data/0", struct.pack("<4f", 1, 2, 3, 4))
    with contextlib.suppress(StudioError):
        read_pickle(bad)
    with pytest.raises(StudioError, match=r"not a checkpoint|not known here"):
        load_checkpoint(bad)
    content = read_pickle(good)
    assert content["weights"].tolist() == [0, 1, 2, 3]
    assert content["more"] == {"a": {1, 2}}
