"""Files given for a model that are none: what each is, and what to do."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
import torch

from studio.core.errors import StudioError
from studio.core.runtime.detector import identify_model
from studio.core.weights.mistaken import mistaken
from studio.core.weights.opening import load_checkpoint


def archive(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr(name, "x" * 100)
    return stream.getvalue()


def checkpoint() -> bytes:
    stream = io.BytesIO()
    torch.save({"a": torch.ones(99)}, stream)
    return stream.getvalue()


def safetensors() -> bytes:
    header = json.dumps({"w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
    return struct.pack("<Q", len(header)) + header + bytes(8)


FILES = {
    "pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 5\n", "git lfs pull"),
    "page": (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "is a web page"),
    "xml error": (b'<?xml version="1.0"?><Error><Code>AccessDenied</Code>', "is a web page"),
    "photo": (b"\xff\xd8\xff\xe0\0\x10JFIF", "is a picture"),
    "packed": (gzip.compress(b"abc"), "is a packed archive"),
    "zip of a model": (archive("weights/best.pt"), r"other files, such as weights/best\.pt"),
    "safetensors": (safetensors(), "holds tensors alone"),
    "nothing": (b"", "is empty"),
    "cut": (checkpoint()[:-30], "cut off or damaged"),
    "begun": (checkpoint()[:10], "cut off or damaged"),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("read", [identify_model, load_checkpoint])
def test_what_is_no_model_is_told_for_what_it_is(tmp_path: Path, name: str, read: object) -> None:
    content, told = FILES[name]
    path = tmp_path / "model.pt"
    path.write_bytes(content)
    assert callable(read)
    with pytest.raises(StudioError, match=told):
        read(path)


def test_a_checkpoint_is_not_mistaken(tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    path.write_bytes(checkpoint())
    assert mistaken(path) is None
