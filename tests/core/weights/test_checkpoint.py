"""Checkpoints are data: they come back as they went, and nothing in a hostile one runs."""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from pathlib import Path

import pytest
import torch

from studio.core.errors import StudioError
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.spec import ModelSpec
from studio.core.weights.checkpoint import Checkpoint, build_network
from studio.core.weights.opening import load_checkpoint, load_network
from tests.factories import memory_below


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    table = find_table("v5lite-e")
    network = Network(table, 2)
    spec = ModelSpec("v5lite-e", ("on", "off"), (128, 128), network.strides, table.anchors)
    path = tmp_path_factory.mktemp("run") / "best.pt"
    Checkpoint(spec, table, network.state_dict(), epoch=3, metrics={"map50": 0.5}).save(path)
    return path


def test_round_trip(saved: Path) -> None:
    checkpoint = load_checkpoint(saved)
    assert checkpoint.spec.class_names == ("on", "off")
    assert checkpoint.epoch == 3
    x = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        network = build_network(checkpoint)
        fused, spec = load_network(saved.parent, imgsz=64)
        assert torch.allclose(network(x), fused(x), atol=1e-3)
    assert spec.input_wh == (64, 64)
    with pytest.raises(StudioError, match="Use 96 or 128"):
        load_network(saved, imgsz=100)


class Gadget:
    """A pickle that runs a command when it is read by the usual unpickler."""

    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self):
        return os.system, (f"echo run > '{self.proof}'",)


def plain_pickle(gadget: Gadget) -> bytes:
    return pickle.dumps(gadget)


def torch_zip(gadget: Gadget) -> bytes:
    stream = io.BytesIO()
    torch.save({"format": "detection-studio-checkpoint-1", "weights": gadget}, stream)
    return stream.getvalue()


def hand_made_zip(gadget: Gadget) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(gadget))
        archive.writestr("archive/version", "3")
    return stream.getvalue()


@pytest.mark.parametrize("shape", [plain_pickle, torch_zip, hand_made_zip])
def test_nothing_in_a_hostile_file_runs(tmp_path: Path, shape) -> None:
    proof = tmp_path / "proof"
    path = tmp_path / "evil.pt"
    path.write_bytes(shape(Gadget(proof)))
    with pytest.raises(StudioError, match=r"not a checkpoint|asks to run"):
        load_checkpoint(path)
    assert not proof.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"text", "not a checkpoint"),
        (b"PK\x03\x04" + b"\0" * 60, "is cut off or damaged"),
        (b"\x80\x02}q\x00.", "not a checkpoint"),
        (b"\x80\x04N.", "not a checkpoint"),
    ],
)
def test_other_files_are_refused_in_a_sentence(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "best.pt"
    path.write_bytes(content)
    with pytest.raises(StudioError, match=told):
        load_checkpoint(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_half_a_checkpoint_is_refused(saved: Path, tmp_path: Path, share: float) -> None:
    content = saved.read_bytes()
    path = tmp_path / "best.pt"
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(StudioError, match="is cut off or damaged"):
        load_checkpoint(path)


def test_tampered_parts_are_refused(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "best.pt"
    content = torch.load(saved, weights_only=True)
    for key, value in (
        ("spec", {}),
        ("table", {"rows": 3}),
        ("weights", {}),
        ("table", None),
        ("epoch", "x"),
    ):
        torch.save({**content, key: value}, path)
        with pytest.raises(StudioError):
            build_network(load_checkpoint(path))
    del content["metrics"]
    torch.save(content, path)
    with pytest.raises(StudioError):
        load_checkpoint(path)


def test_missing_and_empty_places(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="does not exist"):
        load_checkpoint(tmp_path / "none.pt")
    with pytest.raises(StudioError, match="holds no checkpoint"):
        load_checkpoint(tmp_path)


def own_form(rest: bytes, packing: int = zipfile.ZIP_STORED, extra: int = 0) -> bytes:
    """A file that says it is of this program: {"format": ..., 0: what `rest` builds}."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        start = pickle.dumps({"format": "detection-studio-checkpoint-1"}, protocol=2)[:-1]
        archive.writestr("archive/data.pkl", start + b"K\x00" + rest + b"s.")
        archive.writestr("archive/data/0", b"\0" * extra)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        own_form(b"cbuiltins\nbytearray\n(\x8a\x05\x00\xf2\x05*\x01tR"),
        own_form(b"N", zipfile.ZIP_DEFLATED, extra=50_000_000),
        own_form(b"N", zipfile.ZIP_BZIP2, extra=1000),
        own_form(b"]q\x00" + b"h\x00a" * 3),
    ],
    ids=["bytearray of a number", "a zip bomb", "another packing", "a list in itself"],
)
def test_a_file_in_our_own_form_takes_no_memory_either(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "best.pt"
    path.write_bytes(content)
    with memory_below(10_000_000), pytest.raises(StudioError, match="not a checkpoint"):
        load_checkpoint(path)
