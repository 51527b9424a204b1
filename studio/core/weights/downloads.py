"""Published weights to start from: where their publishers keep them, and how they are fetched."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from studio.core.errors import StudioError
from studio.core.fetching import Progress, RemoteFile, fetch_file
from studio.core.files import user_folder
from studio.core.words import tr


@dataclass(frozen=True, slots=True)
class PublishedWeights:
    """Weights that can be fetched for one of the architectures.

    Attributes:
        name: of the architecture (`zoo.ARCHITECTURES`).
        licence: SPDX name of the publisher's terms, or the words for what there is instead.
        files: the weights, then what they can't be read without.
    """

    name: str
    licence: str
    files: tuple[RemoteFile, ...]

    @property
    def publisher(self) -> str:
        """Where the weights come from, to be told before they are fetched."""
        parts = urlsplit(self.files[0].address)
        owner = parts.path.split("/")[1] if "github" in parts.netloc else ""
        return f"github.com/{owner}" if owner else parts.netloc

    @property
    def terms(self) -> str:
        """A sentence on whose they are, and on what that means for a model trained from them."""
        words = {"publisher": self.publisher, "licence": self.licence}
        if "GPL" in self.licence:
            return tr(
                "From {publisher}, licence {licence}, which may reach what is trained from them.", **words
            )
        if self.licence:
            return tr("From {publisher}, licence: {licence}.", **words)
        return tr("From {publisher}, which states no licence.", **words)


def _yolov5(name: str) -> PublishedWeights:
    address = f"https://github.com/ultralytics/yolov5/releases/download/v7.0/{name}.pt"
    return PublishedWeights(name, "AGPL-3.0", (RemoteFile(address),))


def _darknet(name: str, weights: RemoteFile, cfg_size: int, cfg_sha256: str) -> PublishedWeights:
    commit = "59596d7880f6504768df41d6daa586f5cb2b932f"
    cfg = f"https://raw.githubusercontent.com/AlexeyAB/darknet/{commit}/cfg/{name}.cfg"
    return PublishedWeights(name, "public domain", (weights, RemoteFile(cfg, cfg_size, cfg_sha256)))


DOWNLOADS: tuple[PublishedWeights, ...] = (
    _yolov5("yolov5n"),
    _yolov5("yolov5s"),
    _yolov5("yolov5m"),
    PublishedWeights(
        "yolov7-tiny",
        "GPL-3.0",
        (RemoteFile("https://github.com/WongKinYiu/yolov7/releases/download/v0.1/yolov7-tiny.pt"),),
    ),
    PublishedWeights(
        "yolo-fastestv2",
        "",
        (
            RemoteFile(
                "https://raw.githubusercontent.com/dog-qiuqiu/Yolo-FastestV2/"
                "ac2a5e3060bff76dd1e45f9b921dd77bfbeb194d/modelzoo/coco2017-0.241078ap-model.pth",
                1_158_025,
                "bdd956aa079bf1cdd3e0090a295ac26d73c40aef7b61b6405981b1afcbea985c",
            ),
        ),
    ),
    _darknet(
        "yolov2-tiny",
        RemoteFile("https://pjreddie.com/media/files/yolov2-tiny.weights"),
        1488,
        "58e8f4390c8080a90a40f3b7ec5868ee9ae32519f3c08f57d104e494de04b34d",
    ),
    _darknet(
        "yolov3-tiny",
        RemoteFile(
            "https://pjreddie.com/media/files/yolov3-tiny.weights",
            35_434_956,
            "dccea06f59b781ec1234ddf8d1e94b9519a97f4245748a7d4db75d5b7080a42c",
        ),
        1915,
        "84eb7a675ef87c906019ff5a6e0effe275d175adb75100dcb47f0727917dc2c7",
    ),
    _darknet(
        "yolov4-tiny",
        RemoteFile(
            "https://github.com/AlexeyAB/darknet/releases/download/darknet_yolo_v4_pre/yolov4-tiny.weights",
            24_251_276,
            "cf9fbfd0f6d4869b35762f56100f50ed05268084078805f0e7989efe5bb8ca87",
        ),
        3231,
        "f858e3724962eedf3ac44e3b6cb3f0c3d9ed067c306bb831f539c578b924c90e",
    ),
)
"""All trained on COCO's 80 classes. YOLOv5-Lite's are on file-sharing sites without a lasting address."""


def weights_folder() -> Path:
    """Return the folder fetched weights are kept in."""
    return user_folder() / "weights"


def find_download(name: str) -> PublishedWeights:
    """Return the row of DOWNLOADS with this name.

    Raises:
        StudioError: there is none.
    """
    for row in DOWNLOADS:
        if row.name == name:
            return row
    raise StudioError(
        tr("There are no weights called {name} to fetch.", name=name),
        tr("Use one of {names}.", names=", ".join(row.name for row in DOWNLOADS)),
    )


def local_file(weights: PublishedWeights) -> Path | None:
    """Return where fetched weights are, or None when they (or what belongs to them) are not here."""
    paths = [weights_folder() / weights.name / file.name for file in weights.files]
    return paths[0] if all(path.is_file() for path in paths) else None


def find_weights(text: str) -> Path:
    """Return the file that weights to start from stand for: a path, or a name of DOWNLOADS fetched before.

    Raises:
        StudioError: it is a name, and those weights were not fetched yet.
    """
    row = next((row for row in DOWNLOADS if row.name == text), None)
    if row is None or Path(text).exists():
        return Path(text)
    found = local_file(row)
    if found is None:
        raise StudioError(
            tr("The published weights of {name} are not on this machine yet.", name=text),
            tr("Fetch them with: studio weights {name}", name=text),
        )
    return found


def fetch(weights: PublishedWeights, *, progress: Progress | None = None, mirror: str | None = None) -> Path:
    """Fetch what is not here yet into `weights_folder()` and return the path of the weights.

    A download that broke off is gone on with; a file gets its name only when it is whole and checked.

    Args:
        mirror: an address that holds the files under their own names, instead of the publisher's
            (by default the environment variable STUDIO_WEIGHTS_URL).

    Raises:
        StudioError: the server can't be reached, hasn't the file, sends another one, or the disk is full.
    """
    base = mirror or os.environ.get("STUDIO_WEIGHTS_URL", "")
    folder = weights_folder() / weights.name
    # The companions first: the weights are then the last thing missing, and the long one.
    for file in reversed(weights.files):
        address = urljoin(base.rstrip("/") + "/", file.name) if base else file.address
        fetch_file(
            file,
            folder / file.name,
            address=address,
            otherwise=tr(
                "Try again, or get the file from its publisher's pages and give it with --weights FILE."
            ),
            progress=progress or (lambda done, total: None),
        )
    return folder / weights.files[0].name
