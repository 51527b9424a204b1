"""Nothing is sent and nothing is left behind, neither by this program nor by a library it uses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHILD = """
import json, os, socket, sys

seen = []

def watch(event, arguments):
    # A socket of the system's own kind leads to a child of ours, and to no other machine.
    is_local = bool(arguments) and getattr(arguments[0], "family", None) == getattr(socket, "AF_UNIX", None)
    quiet = ("socket.__new__", "socket.gethostname")
    if event.startswith("socket.") and event not in quiet and not is_local:
        seen.append([event, repr(arguments)])
        raise PermissionError("sockets are refused")
    if event == "import" and arguments[0] in ("onnxruntime", "torch"):
        told = os.environ.get("ORT_DISABLE_TELEMETRY"), os.environ.get("TORCHINDUCTOR_CACHE_DIR")
        seen.append(["import", arguments[0], *told])

sys.addaudithook(watch)
import pytest

from studio.__main__ import main

for sys.argv[1:] in json.loads(sys.argv[1]):
    if code := main():
        sys.exit(code)
import torch._dynamo
print(json.dumps(seen))
"""


@pytest.mark.proof
def test_an_export_and_a_run_ask_nobody_and_leave_nothing(
    checkpoint: Path, scenes: Path, tmp_path: Path
) -> None:
    places = {name: tmp_path / name for name in ("HOME", "XDG_CACHE_HOME", "TMPDIR")}
    for folder in places.values():
        folder.mkdir()
    # Where libraries look for what a user has forbidden or allowed; here they get their own defaults.
    kept = {name: value for name, value in os.environ.items() if "TELEMETRY" not in name}
    kept.pop("TORCHINDUCTOR_CACHE_DIR", None)
    kept |= {name: str(folder) for name, folder in places.items()} | {"TEMP": str(places["TMPDIR"])}
    out = tmp_path / "out"
    verbs = [
        ["export", str(checkpoint), "--to", "onnx", "--out", str(out)],
        ["detect", str(out / "yolov5n-128.onnx"), str(scenes.parent)],
        ["live", str(out / "yolov5n-128.onnx"), str(scenes.parent / "images"), "--frames", "3"],
    ]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, json.dumps(verbs)],
        env=kept,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    # Code that is not Python's passes by the watch, so what it reads is looked at too.
    told = {(name, *values) for event, name, *values in seen if event == "import"}
    assert told == {(name, "1", sys.prefix) for name in ("onnxruntime", "torch")}
    assert [event for event in seen if event[0] != "import"] == []
    assert [path.name for folder in places.values() for path in folder.rglob("*")] == []
