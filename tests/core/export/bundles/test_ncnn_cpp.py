"""The bundle for C++, built against NCNN with sanitizers: it finds what the studio finds, or says why not.

NCNN's C++ library is found where CMake finds it, or in the folder that the variable ncnn_DIR names;
`python packaging/build_ncnn.py FOLDER` builds it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image as PillowImage

from studio.core.boxes.detections import Detections
from studio.core.data.dataset import open_dataset
from studio.core.export.export import export_model
from studio.core.pictures import imread, imwrite, list_images
from studio.core.runtime.detector import load_detector

pytestmark = pytest.mark.proof
HEADS = ("decoded", "raw")


@pytest.fixture(scope="module", params=HEADS)
def bundle(request, tmp_path_factory: pytest.TempPathFactory, checkpoint: Path, scenes: Path) -> Path:
    out = tmp_path_factory.mktemp("bundle")
    report = export_model(
        checkpoint, [], out, head=request.param, bundles=["ncnn-cpp"], verify=open_dataset(scenes), golden=5
    )
    [written] = report.bundles
    return written.path


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory, checkpoint: Path, scenes: Path) -> Path:
    """The folder of the programs, built once: the sources are the same for all models."""
    if not (shutil.which("cmake") and shutil.which("g++")):
        pytest.skip("cmake and g++ are not here")
    out = tmp_path_factory.mktemp("sources")
    export_model(checkpoint, [], out, bundles=["ncnn-cpp"], verify=open_dataset(scenes), golden=5)
    build = out / "build"
    options = ["-DDETECTOR_STRICT=ON", "-DDETECTOR_SANITIZE=ON"]
    environment = dict(os.environ)
    if javac := shutil.which("javac"):
        options.append("-DDETECTOR_JNI=ON")
        environment.setdefault("JAVA_HOME", str(Path(javac).resolve().parents[1]))
    done = run(["cmake", "-S", out / "ncnn-cpp", "-B", build, *options], env=environment)
    if "NCNN is not here" in done.stderr:
        pytest.skip("ncnn's C++ library is not here: python packaging/build_ncnn.py FOLDER")
    assert done.returncode == 0, done.stderr
    done = run(["cmake", "--build", str(build)])
    assert done.returncode == 0, done.stdout + done.stderr
    return build


def run(command: Sequence[object], **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False, **more,
    )  # fmt: skip


def model_of(bundle: Path) -> Path:
    [param] = (bundle / "assets").glob("*.param")
    return param


def test_the_golden_set_passes(bundle: Path, programs: Path) -> None:
    done = run([programs / "golden", bundle / "golden", model_of(bundle)])
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "PASS 5 of 5 images"
    assert sum(int(line.split(": ")[1].split()[0]) for line in done.stdout.splitlines()[:-1]) > 20


@pytest.mark.parametrize("fault", ["box", "score", "class_id", "one more", "one less"])
def test_the_golden_set_fails_what_sees_something_else(
    bundle: Path, programs: Path, tmp_path: Path, fault: str
) -> None:
    golden = Path(shutil.copytree(bundle / "golden", tmp_path / "golden"))
    document = json.loads((golden / "golden.json").read_text(encoding="utf-8"))
    image = next(each for each in document["images"] if any(box["certain"] for box in each["detections"]))
    own = next(each for each in image["detections"] if each["certain"])
    if fault == "box":
        own["box"][2] += document["tolerances"]["box_px"] * 1.5 + 1
    elif fault == "score":
        own["score"] -= document["tolerances"]["score"] * 1.5 + 0.01
    elif fault == "class_id":
        own["class_id"] = (own["class_id"] + 1) % 4
    elif fault == "one more":
        image["detections"].append({**own, "box": [1, 1, 3, 3]})
    else:
        image["detections"].remove(own)
    (golden / "golden.json").write_text(json.dumps(document), encoding="utf-8")
    done = run([programs / "golden", golden, model_of(bundle)])
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "FAIL 4 of 5 images"


def found_by(programs: Path, model: Path, source: Path) -> list[dict[str, Any]]:
    done = run([programs / "detect", "--model", model, "--json", source])
    assert done.returncode == 0, done.stderr
    results: list[dict[str, Any]] = json.loads(done.stdout)["results"]
    return results


def detections_of(result: dict[str, Any]) -> Detections:
    found = result["detections"]
    return Detections.from_arrays(
        [each["box"] for each in found],
        [each["score"] for each in found],
        [each["class_id"] for each in found],
    )


def assert_same(found: Detections, wanted: Detections) -> None:
    """Compare as sets within what golden sets allow at least: two builds of NCNN differ in the last digits.

    By sides, for a random network's boxes may be thinner than what is printed of them.
    """
    assert len(found) == len(wanted)
    if not len(wanted):
        return
    pairs = sides_apart(wanted, found) < 0.5
    pairs &= wanted.class_ids[:, None] == found.class_ids
    pairs &= np.abs(wanted.scores[:, None] - found.scores) < 0.005
    assert pairs.any(axis=1).all() and pairs.any(axis=0).all()


def sides_apart(a: Detections, b: Detections) -> npt.NDArray[np.float32]:
    """Return the largest difference of a side of each box of one to each of the other, in pixels."""
    apart: npt.NDArray[np.float32] = np.abs(a.xyxy[:, None] - b.xyxy).max(axis=2)
    return apart


def test_pictures_give_the_boxes_of_the_studios_own_ncnn(
    bundle: Path, programs: Path, scenes: Path, tmp_path: Path
) -> None:
    for path in list_images(scenes.parent):
        image = imread(path)
        imwrite(tmp_path / "Bilder 图" / f"{path.stem}.png", image)
        imwrite(
            tmp_path / "Bilder 图" / f"{path.stem}_half.png", np.ascontiguousarray(image[: len(image) // 2])
        )
    detector = load_detector(model_of(bundle), is_ours=True)
    boxes = 0
    results = found_by(programs, model_of(bundle), tmp_path / "Bilder 图")
    assert len(results) >= 20
    for result in results:
        image = imread(Path(result["image"]))
        assert (result["width"], result["height"]) == image.shape[1::-1]
        found, wanted = detections_of(result), detector.detect(image).detections
        assert_same(found, wanted)
        # Of two scores that differ in the last digit alone another build may have the other one first.
        names = [detector.spec.class_names[number] for number in found.class_ids]
        assert [each["class_name"] for each in result["detections"]] == names
        assert result["timings_ms"]["inference"] > 0
        boxes += len(wanted)
    detector.close()
    assert boxes > 40


def test_a_photo_is_turned_upright(bundle: Path, programs: Path, scenes: Path, tmp_path: Path) -> None:
    """In all eight ways a phone may have held it."""
    # Of flat grey blocks, which every decoder reads as the same pixels.
    blocks = imread(list_images(scenes.parent)[3])[:320:16, ::16, 1]
    photo = PillowImage.fromarray(blocks.repeat(16, axis=0).repeat(16, axis=1)).convert("RGB")
    sizes = set()
    for orientation in range(1, 9):
        exif = PillowImage.Exif()
        exif[0x010F] = "maker"
        exif[0x0112] = orientation
        photo.save(tmp_path / "photo.jpg", quality=100, subsampling=0, exif=exif)
        [result] = found_by(programs, model_of(bundle), tmp_path / "photo.jpg")
        imwrite(tmp_path / "upright.png", imread(tmp_path / "photo.jpg"))
        [upright] = found_by(programs, model_of(bundle), tmp_path / "upright.png")
        assert (result["width"], result["height"]) == (upright["width"], upright["height"])
        assert result["detections"]
        assert_same(detections_of(result), detections_of(upright))
        sizes.add((result["width"], result["height"]))
    assert len(sizes) == 2


def refused(programs: Path, model: Path, source: Path, *, program: str = "detect") -> str:
    """Return the last line on stderr: the sentence; what NCNN itself says stands before it."""
    options = ["--model", model, source] if program == "detect" else [source, model]
    done = run([programs / program, *options])
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Sanitizer" not in done.stderr and "runtime error" not in done.stderr
    return done.stderr.splitlines()[-1]


def cut(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])


def wrong_size(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    document["spec"]["input_wh"] = [256, 192]
    path.write_text(json.dumps(document), encoding="utf-8")


def other_classes(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    document["spec"]["class_names"].append("one more")
    path.write_text(json.dumps(document), encoding="utf-8")


@pytest.mark.parametrize(
    ("suffix", "spoil", "sentence"),
    [
        (".param", lambda path: path.unlink(), "is not there"),
        (".bin", lambda path: path.unlink(), "is not there"),
        (".param.json", lambda path: path.unlink(), "can't be used without its contract"),
        (".param.json", lambda path: cut(path, 0.5), "contract can't be understood"),
        (".param.json", wrong_size, "its contract"),
        (".param.json", other_classes, "does not fit its contract"),
        (".param", lambda path: path.write_bytes(b""), ".param is no text model"),
        (".param", lambda path: path.write_bytes(b"\x00\x01" * 500), ".param is no text model"),
        (".bin", lambda path: path.write_bytes(b""), ".bin is cut short"),
        (".bin", lambda path: path.write_bytes(path.read_bytes() + b"more"), ".bin is longer"),
    ],
)  # fmt: skip
def test_a_model_that_cannot_be_used_is_told_in_a_sentence(
    bundle: Path, programs: Path, tmp_path: Path, suffix: str, spoil: Callable[[Path], None], sentence: str
) -> None:
    copy = Path(shutil.copytree(bundle / "assets", tmp_path / "assets"))
    [model] = copy.glob("*.param")
    spoil(model.with_suffix("").with_suffix(f".ncnn{suffix}"))
    if spoil is wrong_size and '"raw"' in model.with_suffix(".param.json").read_text(encoding="utf-8"):
        # Without grids in it a network runs at any size; the golden set is still of its own.
        assert "for another size of input" in refused(programs, model, bundle / "golden", program="golden")
        return
    said = refused(programs, model, bundle / "golden")
    assert said.startswith("detect: ") and sentence in said and said.endswith(".")
    again = refused(programs, model, bundle / "golden", program="golden")
    assert again.removeprefix("golden") == said.removeprefix("detect")


@pytest.mark.parametrize("suffix", [".param", ".bin"])
def test_a_model_cut_anywhere_is_refused(bundle: Path, programs: Path, tmp_path: Path, suffix: str) -> None:
    copy = Path(shutil.copytree(bundle / "assets", tmp_path / "assets"))
    [model] = copy.glob("*.param")
    path = model.with_suffix(suffix)
    whole = path.read_bytes()
    for share in np.random.default_rng(7).random(12):
        path.write_bytes(whole[: int(share * len(whole))])
        assert f"The {suffix}" in refused(programs, model, bundle / "golden")


def test_a_picture_that_cannot_be_read_is_told_in_a_sentence(
    bundle: Path, programs: Path, scenes: Path, tmp_path: Path
) -> None:
    model = model_of(bundle)
    assert "no.png is not there" in refused(programs, model, tmp_path / "no.png")
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert "broken.png is no picture that can be read" in refused(programs, model, broken)
    (tmp_path / "empty").mkdir()
    assert "holds no picture" in refused(programs, model, tmp_path / "empty")
    exif = tmp_path / "exif.jpg"
    exif.write_bytes(b"\xff\xd8\xff\xe1\xff\xffExif\0\0II*\0\xff\xff\xff\xff")
    assert "exif.jpg is no picture" in refused(programs, model, exif)
    assert "golden.json" in refused(programs, model, tmp_path, program="golden")
    # Among several, the one that can be read is looked at.
    imwrite(tmp_path / "good.png", imread(list_images(scenes.parent)[0]))
    assert [Path(each["image"]).name for each in found_by(programs, model, tmp_path)] == ["good.png"]
    for options in (["--confidence", "2"], ["--top-k", "0"], ["--colour"], []):
        done = run([programs / "detect", *options])
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1


def test_kotlin_finds_the_same(bundle: Path, programs: Path, scenes: Path, tmp_path: Path) -> None:
    """Over the library for Java, with the Kotlin files that hold nothing of Android."""
    kotlinc = os.environ.get("KOTLINC") or shutil.which("kotlinc")
    if not (kotlinc and shutil.which("java") and list(programs.glob("libdetector_jni.*"))):
        pytest.skip("kotlinc or Java is not here; the variable KOTLINC may name it")
    own = Path(__file__).with_name("FindAll.kt")
    sources = bundle / "android" / "app" / "src" / "main" / "java" / "studio" / "detector"
    files = [sources / name for name in ("Detector.kt", "Native.kt", "StageTimes.kt")]
    done = run([kotlinc, *files, own, "-include-runtime", "-Werror", "-d", tmp_path / "all.jar"])
    assert done.returncode == 0, done.stdout + done.stderr
    detector = load_detector(model_of(bundle), is_ours=True)
    pictures = [imread(path) for path in list_images(scenes.parent)]
    for place, image in enumerate(pictures):
        (tmp_path / f"{place:02}.{image.shape[1]}x{image.shape[0]}.rgb").write_bytes(image.tobytes())
    # A library with sanitizers wants theirs in the process before all else; Java's own faults are none.
    sanitizer = run(["g++", "-print-file-name=libasan.so"]).stdout.strip()
    more = {"LD_PRELOAD": sanitizer, "ASAN_OPTIONS": "handle_segv=0:detect_leaks=0"}
    java = ["java", "-Xmx512m", f"-Djava.library.path={programs}", "-cp", tmp_path / "all.jar"]
    done = run([*java, "studio.detector.FindAllKt", model_of(bundle), tmp_path], env={**os.environ, **more})
    assert done.returncode == 0, done.stderr
    *lines, times, refusal = done.stdout.splitlines()
    found = [json.loads(line) for line in lines]
    assert len(found) == len(pictures)
    for result, image in zip(found, pictures, strict=True):
        assert_same(detections_of(result), detector.detect(image).detections)
    names = {each["class_name"] for result in found for each in result["detections"]}
    assert names <= set(detector.spec.class_names) and len(names) > 1
    detector.close()
    assert "p50" in times and "p95" in times
    assert refusal == "The .param is no text model of NCNN or is cut short; copy it again."
