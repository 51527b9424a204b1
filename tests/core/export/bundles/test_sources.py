"""What the bundles for C++, Android and Python are written from."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from studio.core.boxes.thresholds import Thresholds
from studio.core.export.bundles import ncnn_cpp, python
from studio.core.export.bundles.parts import WORD
from tests.core.export.bundles.given import parts_of
from tests.tiny_onnx import SPEC

OTHER = Thresholds(confidence=0.125, iou=0.625, top_k=77)


@pytest.fixture(params=["ncnn-cpp", "python"])
def texts(request) -> dict[str, str]:
    cpp = replace(parts_of(SPEC), thresholds=OTHER, models="assets")
    plain = replace(parts_of(SPEC, "onnx", "best.onnx"), thresholds=OTHER)
    made = ncnn_cpp.files(cpp) if request.param == "ncnn-cpp" else python.files(plain)
    return {name: content.decode() for name, content in made.items()}


def test_every_word_is_filled_in(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if WORD.search(text)] == []
    readme = texts["README.md"]
    model = "assets/best.ncnn.param" if "CMakeLists.txt" in texts else "best.onnx"
    assert readme.startswith("# best with ")
    assert f"`{model}`" in readme and "64x64, 3 classes" in readme
    every = "\n".join(texts.values())
    assert re.search(r"\b0\.125\b", every) and re.search(r"\b0\.625\b", every) and re.search(r"\b77\b", every)


def test_python_names_the_runtime_of_its_model() -> None:
    for format_name, package, name in (
        ("onnx", "onnxruntime", "a.onnx"),
        ("ncnn", "ncnn", "a.ncnn.param"),
        ("tflite", "ai-edge-litert", "a.tflite"),
    ):
        parts = parts_of(SPEC, format_name, name)
        made = {name: content.decode() for name, content in python.files(parts).items()}
        assert made["requirements.txt"].splitlines()[-1] == package
        assert f"golden/check_{format_name}.py" in made["README.md"]
        compile(made["detect.py"], "detect.py", "exec")


def test_kotlin_and_c_agree_on_what_they_call() -> None:
    """Java looks for these functions when they are first called, which no build does."""
    made = {name: content.decode() for name, content in ncnn_cpp.files(parts_of(SPEC)).items()}
    [kotlin] = [text for name, text in made.items() if name.endswith("/Native.kt")]
    types = {
        "Long": "jlong", "Int": "jint", "Double": "jdouble", "ByteArray": "jbyteArray", "": "void",
        "ByteBuffer": "jobject", "FloatArray": "jfloatArray", "Array<ByteArray>": "jobjectArray",
    }  # fmt: skip
    wanted = {}
    for name, arguments, result in re.findall(
        r"external fun (\w+)\((.*?)\)(?:: ([\w<>]+))?", kotlin, re.DOTALL
    ):
        kinds = [types[kind] for kind in re.findall(r": (\w+)", arguments)]
        wanted[name] = [types[result], "JNIEnv*", "jobject", *kinds]
    found = {}
    calls = re.findall(
        r"JNIEXPORT (\w+) JNICALL Java_studio_detector_Native_(\w+)\((.*?)\)",
        made["src/detector_jni.cpp"],
        re.DOTALL,
    )
    for result, name, arguments in calls:
        found[name] = [result, *(each.split()[0] for each in arguments.split(","))]
    assert found == wanted
    assert set(wanted) == {"open", "close", "classNames", "detect"}


def test_androids_files_are_well_formed() -> None:
    made = ncnn_cpp.files(parts_of(SPEC))
    pages = [content for name, content in made.items() if name.endswith(".xml")]
    assert len(pages) == 2
    for page in pages:
        ElementTree.fromstring(page)
    kotlin = b"".join(content for name, content in made.items() if name.endswith(".kt")).decode()
    strings = set(
        re.findall(r'<string name="(\w+)"', made["android/app/src/main/res/values/strings.xml"].decode())
    )
    assert set(re.findall(r"R\.string\.(\w+)", kotlin)) <= strings
