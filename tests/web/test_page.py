"""The web page in a real browser: it finds what the studio finds, and says in a sentence what goes wrong."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from studio.core.boxes.box import iou
from studio.core.boxes.detections import Detections
from studio.core.data.scenes import draw_scene, write_sample_set
from studio.core.export.export import export_model
from studio.core.pictures import Image, imread, imwrite, list_images
from studio.core.runtime.contract import Contract, beside
from studio.core.runtime.detector import load_detector
from studio.core.serving.inbox import Inbox
from studio.core.serving.server import PageServer
from studio.core.timing import STAGES
from studio.core.weights.checkpoint import read_checkpoint
from studio.core.weights.places import find_checkpoint
from tests.lively import write_lively
from tests.tiny_onnx import SPEC, write_tiny_onnx
from tests.tiny_tflite import CONTRACT, write_tiny_tflite
from tests.web.browser import PHONE, browse, require_browser, served, write_y4m
from tests.web.pages import write_page

pytestmark = pytest.mark.proof

FRAMES = 50
WRGB = Path(__file__).parents[3] / "shared" / "wrgb"
"""Photos of real lamps, where somebody has put them beside the checkout."""
TRAINED = "STUDIO_TEST_MODEL"
"""Environment variable with a run or checkpoint that was trained on them."""

READY = """
const $ = (id) => page.locator('#' + id);
const text = (id) => page.textContent('#' + id);
const settled = () => page.waitForFunction(() => !document.getElementById('camera').disabled
  || /can't/.test(document.getElementById('empty-title').textContent), null, { timeout: 200000 });
const opened = async (file) => {
  await page.evaluate(() => { studio.was = studio.shown; });
  await page.setInputFiles('#file', file);
  // Frames of the camera may still come; a picture's rate is told in milliseconds.
  await page.waitForFunction(
    () => studio.shown !== studio.was && document.getElementById('unit').textContent === 'ms', null,
    { timeout: 60000 });
};
await settled();
"""
COLLECT = """
await page.evaluate(() => {
  studio.send = ({ picture, detections: { boxes, scores, classes } }) => {
    const head = Int32Array.of(picture.width, picture.height, scores.length);
    return fetch('collect', { method: 'POST', body: new Blob([head, picture.data, boxes, scores, classes]) });
  };
});
const sendShown = () => page.evaluate(() => studio.send(studio.shown));
"""


def received(body: bytes) -> tuple[Image, Detections]:
    """Return a frame and its detections as the page sent them."""
    width, height, count = np.frombuffer(body, np.int32, 3).tolist()
    pixels = 4 * width * height
    rgba = np.frombuffer(body, np.uint8, pixels, 12).reshape(height, width, 4)
    assert (rgba[..., 3] == 255).all()
    boxes = np.frombuffer(body, np.float32, 4 * count, 12 + pixels).reshape(-1, 4)
    scores = np.frombuffer(body, np.float32, count, 12 + pixels + 16 * count)
    classes = np.frombuffer(body, np.int32, count, 12 + pixels + 20 * count)
    return np.ascontiguousarray(rgba[..., :3]), Detections(boxes, scores, classes.astype(np.int64))


def assert_same(found: Detections, wanted: Detections) -> None:
    """Count, class, an overlap above 0.99 and a score within 0.001, each box to one."""
    assert len(found) == len(wanted)
    if not len(found):
        return
    overlaps = iou(found.xyxy.astype(np.float64), wanted.xyxy.astype(np.float64))
    fits = (
        (overlaps > 0.99)
        & (found.class_ids[:, None] == wanted.class_ids[None])
        & (np.abs(found.scores[:, None] - wanted.scores[None]) <= 1e-3)
    )
    free = np.ones(len(wanted), bool)
    for place, row in enumerate(fits):
        partners = np.flatnonzero(row & free)
        near = int(overlaps[place].argmax())
        assert len(partners), (found[[place]], wanted[[near]], overlaps[place, near])
        free[partners[0]] = False


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    scenes = write_sample_set(tmp_path_factory.mktemp("scenes"), images=8, size_wh=(640, 480), seed=3)
    return list_images(scenes.parent)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory, photos: list[Path]) -> Path:
    """A network of random weights whose boxes have the sizes of its anchors, as a trained one's.

    Without that many are thinner than the last digits in which two processors differ. It is made for these
    photos: on others it says 1 of everything, and which of many such boxes are kept is chance.
    """
    path = write_lively(tmp_path_factory.mktemp("run") / "best.pt", "yolov5n", photos)
    made = read_checkpoint(path)
    columns = 5 + len(made.spec.class_names)
    for values in made.weights.values():
        if values.shape[:1] == (3 * columns,):
            values.view(3, columns, -1)[:, 2:4] *= 0.02
    made.save(path)
    return path


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory, photos: list[Path]) -> Path:
    """The drawn lamps, 640 x 480."""
    return write_y4m(tmp_path_factory.mktemp("video") / "lamps.y4m", [imread(path) for path in photos])


@pytest.fixture(scope="module")
def real_video(tmp_path_factory: pytest.TempPathFactory, video: Path) -> Path:
    """Real lamps where there are photos of them, else the drawn ones."""
    import cv2

    images = [
        cv2.resize(imread(path), (640, 480), interpolation=cv2.INTER_AREA)
        for path in sorted(WRGB.glob("img/*.jpg"))[::5]
    ]
    return write_y4m(tmp_path_factory.mktemp("video") / "real.y4m", images) if images else video


@pytest.fixture(scope="module")
def squares(tmp_path_factory: pytest.TempPathFactory, photos: list[Path]) -> Path:
    """A page of a model that finds bright squares, for what is around a model."""
    require_browser()
    folder = tmp_path_factory.mktemp("squares")
    return write_page(folder / "out", *tiny(folder, "onnx"), photos[:2])


def tiny(folder: Path, kind: str) -> tuple[Path, list[Path]]:
    """Write a model that finds bright squares, and return it as a checkpoint and its files."""
    if kind == "onnx":
        model, contract = write_tiny_onnx(folder / "squares.onnx"), Contract(SPEC)
    else:
        model, contract = write_tiny_tflite(folder / "squares.tflite"), CONTRACT
    beside(model).write_text(contract.to_json(), encoding="utf-8")
    return model, [model]


@pytest.mark.parametrize(
    "kind",
    [
        *("onnx-decoded", "onnx-raw", "onnx-detections", "onnx-squares", "onnx-trained"),
        "tflite-squares",
        # The converter's environment is fetched for it.
        pytest.param("tflite-decoded", marks=pytest.mark.timeout(1200)),
    ],
)
def test_camera_and_picture_are_detected_in_as_in_the_studio(
    kind: str,
    tmp_path: Path,
    checkpoint: Path,
    photos: list[Path],
    video: Path,
    real_video: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    require_browser()
    form, _, head = kind.partition("-")
    if head == "squares":
        source, models = tiny(tmp_path, form)
        video = real_video
    elif head == "trained":
        if not os.environ.get(TRAINED) or not WRGB.is_dir():
            pytest.skip(f"no trained model: set {TRAINED} to one, and have its photos beside the checkout")
        source, video = find_checkpoint(Path(os.environ[TRAINED])), real_video
        photos = sorted(WRGB.glob("img/*.jpg"))[::40]
        models = [file.path for file in export_model(source, [form], tmp_path).files]
    else:
        if form == "tflite":
            request.getfixturevalue("tflite_converter")
        report = export_model(checkpoint, [form], tmp_path, head=head)
        source, models = checkpoint, [file.path for file in report.files]
    page = write_page(tmp_path / "out", source, models, photos[:5])
    upload = tmp_path / "upload.png"
    imwrite(upload, imread(photos[1])[17:, 30:])
    steps = (
        READY
        + COLLECT
        + """
        if (await page.isDisabled('#camera')) throw new Error(await text('empty-text'));
        await page.evaluate((count) => {
          let sent = 0;
          studio.all = new Promise((resolve) => {
            studio.onFrame = async (shown) => {
              if (sent < count) await studio.send(shown);
              if (++sent === count) resolve();
            };
          });
        }, facts.frames);
        await page.click('#camera');
        await page.evaluate(() => studio.all);
        await page.evaluate(() => { studio.onFrame = null; });
        await page.click('#camera');
        await page.click('#camera');
        await page.waitForTimeout(4000);
        const figures = { fps: await text('fps'), stages: await page.evaluate(() => studio.summary) };
        await opened(facts.upload);
        await sendShown();
        await page.click('#check');
        await page.waitForFunction(() => /PASS|FAIL/.test(document.getElementById('checked').textContent));
        return { ...figures, engine: await text('engine'), checked: await text('checked') };
        """
    )
    with served(page) as site:
        answer, _ = browse(site.address, steps, camera=video, facts={"frames": FRAMES, "upload": str(upload)})
    assert answer["checked"] == "PASS 5 of 5 pictures"
    bodies = [body for path, body in site.received if path == "/collect"]
    assert len(bodies) == FRAMES + 1
    with contextlib.closing(load_detector(models[0])) as detector:
        boxes = 0
        for body in bodies:
            image, found = received(body)
            assert_same(found, detector.detect(image).detections)
            boxes += len(found)
    assert boxes > FRAMES
    assert (image == imread(upload)).all(), "an uploaded PNG comes with its own pixels"
    with capsys.disabled():
        stages = ", ".join(f"{stage} {answer['stages'][stage]['p50']:.1f}" for stage in (*STAGES, "total"))
        print(f"\n{kind}: {answer['engine']}, {boxes} boxes equal; {answer['fps']} fps; ms p50: {stages}")


def test_a_picture_of_a_phone_is_turned_upright(squares: Path, tmp_path: Path) -> None:
    import PIL.Image

    image = draw_scene(5, (320, 200))[0]
    picture = PIL.Image.fromarray(image)
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(tmp_path / "turned.png", exif=exif)
    with served(squares) as site:
        browse(site.address, READY + COLLECT + "await opened(facts.file); await sendShown();",
               facts={"file": str(tmp_path / "turned.png")})  # fmt: skip
    assert (received(site.received[0][1])[0] == imread(tmp_path / "turned.png")).all()


def test_a_frame_that_was_wrong_is_sent_back_whole(squares: Path, video: Path, tmp_path: Path) -> None:
    steps = (
        READY
        + COLLECT
        + """
        const offered = await page.isVisible('#wrong');
        await page.click('#camera');
        await page.waitForFunction(() => studio.shown, null, { timeout: 60000 });
        await page.click('#camera');
        await page.waitForTimeout(500);
        if (offered) {
          await sendShown();
          await page.click('#wrong');
          await page.waitForFunction(() => !document.getElementById('notice').hidden);
        }
        return { offered, said: await text('notice') };
        """
    )
    with served(squares, status={"inbox": True}) as site:
        answer, _ = browse(site.address + "?token=abc", steps, camera=video, viewport=PHONE)
    assert answer == {"offered": True, "said": "The picture was sent back to be labelled."}
    (_, seen), (path, sent) = site.received
    assert path == "/inbox?token=abc"
    (tmp_path / "sent.png").write_bytes(sent)
    assert (imread(tmp_path / "sent.png") == received(seen)[0]).all()
    for status in (None, {"inbox": False}):
        with served(squares, status=status) as site:
            answer, _ = browse(site.address, steps, camera=video, viewport=PHONE)
        assert not answer["offered"]
        assert site.received == []


def test_it_opens_and_detects_without_the_network(squares: Path, photos: list[Path]) -> None:
    steps = (
        READY
        + """
        const before = await text('offline');
        await context.setOffline(true);
        await fetch(facts.stop, { method: 'POST', body: '' });
        await page.reload();
        await settled();
        await opened(facts.photo);
        return { before, engine: await text('engine'), found: await text('total') };
        """
    )
    with served(squares) as site:
        facts = {"photo": str(photos[0]), "stop": site.address}
        answer, _ = browse(site.address, steps, facts=facts)
    assert answer["before"] == "Once loaded, this page opens without a network, too."
    assert answer["engine"].startswith("onnxruntime-web")
    assert answer["found"].isdigit()


def shrunk(page: Path) -> None:
    """The model is of another size than its description."""
    name = beside(next(page.glob("*.onnx")))
    data = json.loads(name.read_text(encoding="utf-8"))
    data["spec"]["input_wh"] = [32, 32]
    name.write_text(json.dumps(data), encoding="utf-8")


def cut(page: Path) -> None:
    model = next(page.glob("*.onnx"))
    model.write_bytes(model.read_bytes()[:-100])


def removed(*names: str) -> Callable[[Path], None]:
    def remove(page: Path) -> None:
        for name in names:
            (page / name).unlink()

    return remove


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (shrunk, "takes 1 x 3 x 64 x 64 and its description says 1 x 3 x 32 x 32"),
        (cut, "squares.onnx was cut short or changed since it was exported"),
        (removed("squares.onnx"), "squares.onnx is missing beside this page"),
        (removed("squares.onnx.json"), "squares.onnx.json is missing beside this page"),
        (removed("page.json"), "page.json is missing beside this page"),
        (removed("onnxruntime/ort-wasm-simd-threaded.wasm"), "onnxruntime-web can't open the model"),
    ],
    ids=["size", "truncated", "model", "contract", "page", "runtime"],
)
def test_a_folder_that_is_not_whole_is_told_in_a_sentence(
    damage: Callable[[Path], None], said: str, squares: Path, tmp_path: Path
) -> None:
    page = Path(shutil.copytree(squares, tmp_path / "page"))
    damage(page)
    with served(page) as site:
        answer, _ = browse(
            site.address, READY + "return [await text('empty-title'), await text('empty-text')];"
        )
    assert answer[0] == "This page can't start"
    assert said in answer[1]


def test_what_the_camera_and_the_device_lack_is_told_in_a_sentence(
    squares: Path, photos: list[Path], video: Path
) -> None:
    steps = (
        READY
        + """
        await page.click('#camera');
        await page.waitForFunction(
          () => /did not work/.test(document.getElementById('empty-title').textContent));
        const said = await text('empty-text');
        await opened(facts.photo);
        return { said, note: await text('engine-note'), found: await text('total') };
        """
    )
    facts = {"photo": str(photos[0])}
    with served(squares) as site:
        answer, _ = browse(site.address, steps, facts=facts)
        assert answer["said"] == "No camera was found. Connect one, or open a picture."
        assert (
            answer["note"] == "There is no WebGPU in this browser, so that the model runs on the processor."
        )
        assert answer["found"].isdigit()
        flags = ["--use-fake-device-for-media-stream", "--deny-permission-prompts"]
        answer, _ = browse(site.address, steps, facts=facts, flags=flags)
        assert "not allowed for this page" in answer["said"]
    with served(squares, isolated=False) as site:
        # A name that isn't this machine's own is no secure context without https.
        address = site.address.replace("127.0.0.1", "phone.test")
        answer, _ = browse(
            address, steps, facts=facts, flags=["--host-resolver-rules=MAP phone.test 127.0.0.1"]
        )
        assert "begins with https" in answer["said"]
        assert "one thread" in answer["note"]
        assert answer["found"].isdigit()


def test_it_runs_as_studio_serve_gives_it_out(squares: Path, photos: list[Path], tmp_path: Path) -> None:
    """By TLS with a certificate that nobody knows, its headers and rules, and the token in the address."""
    steps = (
        READY
        + """
        await page.setInputFiles('#file', facts.photo);
        await page.waitForFunction(() => studio.shown, null, { timeout: 60000 });
        await page.click('#wrong');
        await page.waitForFunction(() => !document.getElementById('notice').hidden);
        return { said: await text('notice'), threads: await page.evaluate(() => crossOriginIsolated) };
        """
    )
    inbox = Inbox(tmp_path / "inbox")
    with PageServer(squares, host="127.0.0.1", inbox=inbox) as server:
        facts = {"photo": str(photos[0])}
        answer, _ = browse(server.address, steps, facts=facts, flags=["--ignore-certificate-errors"])
    assert answer == {"said": "The picture was sent back to be labelled.", "threads": True}
    [sent] = (tmp_path / "inbox").iterdir()
    assert imread(sent).shape == imread(photos[0]).shape
