"""What an archive would run is looked at before torch reads it: nothing a detector doesn't need is run."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch

from studio.core.errors import StudioError
from studio.core.export.source import Source
from studio.core.export.torchscript import convert, convert_lite
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.runtime.contract import ENTRY, Contract
from studio.core.runtime.detector import load_detector
from studio.core.runtime.jit import silenced_deprecations
from studio.core.runtime.operations import OPERATIONS, check_operations
from studio.core.spec import ModelSpec

SPEC = ModelSpec("tiny", ("a",), (64, 64), (8,), (((8.0, 8.0),),))
TARGET = "harmed"
"""A file in the folder the test runs in."""


class Saves(torch.nn.Module):
    """Writes a file when it is run."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        torch.save(x, "harmed")
        return x


class SavesWhenRead(torch.nn.Module):
    """Writes a file when it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.value = torch.nn.Parameter(torch.zeros(1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x

    @torch.jit.export
    def __getstate__(self) -> tuple[torch.Tensor, bool]:
        return self.value, self.training

    @torch.jit.export
    def __setstate__(self, state: tuple[torch.Tensor, bool]) -> None:
        self.value, self.training = state
        torch.save(state[0], "harmed")


class Overwrites(torch.nn.Module):
    """Changes the bytes of a file that is there."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + torch.from_file("harmed", True, 4, dtype=torch.uint8).fill_(65)


class Elsewhere(torch.nn.Module):
    """A network as another program traces it: neither fused nor frozen, its layers as attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.model = torch.nn.Sequential(
            torch.nn.Conv2d(3, 8, 6, 2, 2),
            torch.nn.BatchNorm2d(8),
            torch.nn.SiLU(),
            torch.nn.MaxPool2d(2),
            torch.nn.Upsample(scale_factor=2, mode="bilinear"),
            torch.nn.LeakyReLU(0.1),
            torch.nn.Dropout(0.1),
        )
        self.register_buffer("anchors", torch.ones(1, 8, 1, 1))

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor]:
        x = self.model(x)
        batch, _, height, width = x.shape
        xy, wh, conf = x.sigmoid().view(batch, 1, 8, height, width).split((2, 2, 4), 2)
        y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
        cells = torch.cat((xy * 2 + torch.stack((x, y)), (wh * 2) ** 2 * self.anchors[0, 0], conf), 2)
        return (cells.permute(0, 1, 3, 4, 2).contiguous().view(batch, height * width, 8),)


def archive(module: torch.nn.Module, *, lite: bool, traced: bool = False) -> bytes:
    """Return a module as an archive with a contract that looks right."""
    extra = {ENTRY: Contract(SPEC).to_json().encode()}
    with silenced_deprecations():
        example = torch.rand(1, 3, 64, 64)
        made = torch.jit.trace(module.eval(), example) if traced else torch.jit.script(module)
        if lite:
            return made._save_to_buffer_for_lite_interpreter(_extra_files=extra)  # noqa: SLF001
        stream = io.BytesIO()
        torch.jit.save(made, stream, _extra_files=extra)
        return stream.getvalue()


def with_code(path: Path, to: Path, line: str) -> Path:
    """Write a TorchScript file again with another line at the start of what it computes."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith(".py"):
                code = content.decode()
                assert "-> Tensor:\n" in code
                content = code.replace("-> Tensor:\n", f"-> Tensor:\n    {line}\n", 1).encode()
            new.writestr(entry, content)
    return to


@pytest.mark.parametrize("lite", [False, True], ids=["torchscript", "ptl"])
@pytest.mark.parametrize(
    ("kind", "names"),
    [(Saves, "save"), (SavesWhenRead, "__setstate__"), (Overwrites, "from_file")],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_file_that_would_write_files_is_refused(kind, names, lite, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path(TARGET).write_bytes(b"mine")
    # Under the name of a checkpoint: what a file is is judged by its content.
    Path("model.pt").write_bytes(archive(kind(), lite=lite))
    with pytest.raises(StudioError, match="operations that a detector does not need") as caught:
        load_detector(Path("model.pt"), is_ours=True)
    assert names in caught.value.cause
    assert "Export it again" in caught.value.remedy
    assert Path(TARGET).read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('torch.save(x, "harmed")', ": save;"),
        ('ops.aten.save(x, "harmed")', ": save;"),
        ('x.save("harmed")', ": save;"),
        ("a = torch.save", ": save;"),
        ('getattr(x, "save")("harmed")', ": save;"),
        ('getattr(x, "sa" "ve")("harmed")', "''"),
        ('getattr(x, "sa\\x76e")("harmed")', "\\;"),
        ("x. # \n    save", "#, save"),
        ('ops.prim.rpc_sync("a", x)', ": rpc_sync;"),
        ("a = __torch__.torch.classes.any.Thing()", ": classes;"),
        ("a = __torch__.torch\n    b = a.  classes", ": classes;"),
        ('a = getattr(__torch__.torch, "classes")', ": classes;"),
    ],
)
def test_a_name_is_found_however_it_is_written(exported, tmp_path, line, named):
    same = with_code(exported["torchscript"], tmp_path / "same.torchscript", "y = torch.add(x, 1)")
    assert load_detector(same, is_ours=True).engine.name == "torchscript"
    with pytest.raises(StudioError, match="does not need") as caught:
        check_operations(with_code(same, tmp_path / "harm.torchscript", line))
    assert named in caught.value.cause


@pytest.mark.parametrize(
    "line", ["i0 = torch.add(x, 1)", "det = torch.add(x, 1)\n    put = torch.mul(det, det)", "fix = [x, x]"]
)
def test_a_variable_may_have_the_name_of_an_operation(exported, tmp_path, line):
    same = with_code(exported["torchscript"], tmp_path / "same.torchscript", line)
    assert load_detector(same, is_ours=True).engine.name == "torchscript"


@pytest.mark.parametrize(
    "line",
    [
        "save = x\n    torch.save(x, 'harmed')",
        "save = x\n    b = x.\n  save",
        "save = x\n    save (x)",
        "save = x\n    b = getattr(x, 'save')",
        "b = [save]",
    ],
)
def test_a_variable_does_not_hide_an_operation(exported, tmp_path, line):
    with pytest.raises(StudioError, match=r"does not need: .*save"):
        check_operations(with_code(exported["torchscript"], tmp_path / "harm.torchscript", line))


@pytest.mark.parametrize("suffix", [".py", ".PY"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(exported, tmp_path, suffix):
    """Python reads the last of them, torch may read the other, and it finds `.PY` as well."""
    path = tmp_path / "two.torchscript"
    with zipfile.ZipFile(exported["torchscript"]) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            if entry.endswith(".py"):
                harm = content.replace(b"torch.cat(", b"torch.save(")
                new.writestr(entry.removesuffix(".py") + suffix, harm)
            new.writestr(entry, content)
    with pytest.raises(StudioError, match="can't be opened as a TorchScript model"):
        load_detector(path, is_ours=True)


def test_another_form_hidden_in_an_archive_is_refused(exported, tmp_path):
    content = bytearray(exported["ptl"].read_bytes())
    content[4:8] = b"PTMF"
    path = tmp_path / "two.ptl"
    path.write_bytes(content)
    with pytest.raises(StudioError, match="flatbuffer"):
        check_operations(path)


@pytest.mark.parametrize("lite", [False, True], ids=["torchscript", "ptl"])
@pytest.mark.parametrize(
    "name",
    [
        "v5lite-e",
        *(
            pytest.param(name, marks=pytest.mark.proof)
            for name in ("yolo-fastestv2", "yolov7-tiny", "v5lite-c", "v5lite-g", "yolov4-tiny")
        ),
    ],
)
def test_every_family_of_ours_is_opened(name, lite, tmp_path):
    table = find_table(name)
    network = Network(table, 2).eval()
    spec = ModelSpec(
        name, ("a", "b"), (64, 64), network.strides, table.anchors,
        resize=table.resize, colour=table.colour, code=network.detect.code,
    )  # fmt: skip
    path = tmp_path / "model"
    (content,) = (convert_lite if lite else convert)(Source(network.fuse(), Contract(spec))).values()
    path.write_bytes(content)
    detector = load_detector(path, is_ours=True)
    assert detector.engine.name == ("ptl" if lite else "torchscript")
    detector.close()


@pytest.mark.parametrize("lite", [False, True], ids=["torchscript", "ptl"])
def test_a_network_of_another_program_is_opened(lite, tmp_path):
    path = tmp_path / "model"
    path.write_bytes(archive(Elsewhere(), lite=lite, traced=True))
    assert load_detector(path, is_ours=True).spec == SPEC


def test_nothing_on_the_list_touches_a_file():
    told = ("save", "from_file", "Print", "warn", "set", "set_data", "resize", "as_strided", "rpc_sync")
    assert not OPERATIONS & set(told)


class Raises(torch.nn.Module):
    """Raises when it is run."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if x.numel() > 0:
            raise RuntimeError("too much")
        return x


class Overreaches(torch.nn.Module):
    """Asks for an item that is not there."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return [x][int(x.shape[2])]


class Floods(torch.nn.Module):
    """Shows one number so often that no memory could hold it."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.zeros(1).expand(1, 1099511627776, 6)


class Grows(torch.nn.Module):
    """Gives another number of boxes than it says."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.zeros(1, 65, 6)


@pytest.mark.parametrize("lite", [False, True])
def test_an_output_of_another_shape_is_there_for_a_diagnosis(lite, tmp_path):
    path = tmp_path / "model"
    path.write_bytes(archive(Grows(), lite=lite))
    (output,) = load_detector(path, is_ours=True).engine.infer(np.zeros((1, 3, 64, 64), np.float32))
    assert output.shape == (1, 65, 6)


@pytest.mark.parametrize(
    ("kind", "lite"),
    [
        # Either form runs in a process of its own, which takes seconds to start.
        (Raises, False),
        (Overreaches, True),
        (Floods, False),
        (Grows, True),
        *(
            pytest.param(kind, lite, marks=pytest.mark.proof)
            for kind, lite in ((Raises, True), (Overreaches, False), (Floods, True), (Grows, False))
        ),
    ],
)
def test_a_program_that_fails_is_told_in_a_sentence(kind, lite, tmp_path):
    path = tmp_path / "model"
    path.write_bytes(archive(kind(), lite=lite))
    detector = load_detector(path)
    with pytest.raises(StudioError, match=r"can't be run by|does not fit its description"):
        detector.detect(np.zeros((64, 64, 3), np.uint8))
