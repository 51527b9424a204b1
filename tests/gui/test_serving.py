"""Showing a web page on a phone: by a code, as long as its card is there, and no longer."""

from __future__ import annotations

import socket
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.core.export.bundles.written import WrittenBundle
from studio.core.export.report import Report
from studio.core.pictures import imread, imwrite
from studio.core.spec import ModelSpec
from studio.gui import jobs
from tests.factories import make_dataset_folder, make_image, snapshot
from tests.qr_reader import read_code
from tests.robots.serving import HOST, ServingRobot
from tests.run_factory import write_run
from tests.web_page import FILES, ask, write_page


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "set", {"a.png": "0 0.5 0.5 0.2 0.2\n", "b.png": ""})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_page(tmp_path / "export" / "web")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is served to others."""
    monkeypatch.setattr("studio.gui.export.serving.own_addresses", lambda: [HOST, "203.0.113.7"])


def is_served(address: str) -> bool:
    try:
        return ask(address).body == FILES["index.html"]
    except OSError:
        return False


def write_report(run: Path, page: Path) -> None:
    spec = ModelSpec("yolov5n", ("w",), (96, 96), (8,), (((10.0, 10.0),),))
    (run / "export").mkdir(exist_ok=True)
    bundles = [WrittenBundle("web", page, 1_000_000, ("onnx",))] if page.exists() else []
    Report(run / "best.pt", "0" * 64, spec, run / "export", bundles=bundles).write()


@pytest.mark.usefixtures("here")
def test_a_page_is_served_from_its_result_until_the_card_is_closed(qtbot: QtBot, data: Path) -> None:
    run = write_run("yolov5n-1", data)
    write_report(run, write_page(run / "export" / "web"))
    robot = ServingRobot(qtbot)
    robot.settle()
    robot.click("show_on_phone")
    address = robot.wait_until_served()
    assert address.startswith(f"https://{HOST}:")
    assert read_code(robot.code()) == address
    assert "certificate" in robot.sentence() and "camera" in robot.sentence()
    robot.wait(lambda: "Phones can't reach this address" in robot.told())
    assert is_served(address)
    assert not ask(address, "status.json").json["inbox"]
    robot.click("serving_copy")
    assert robot.clipboard() == address

    robot.click("serving_toggle")
    robot.wait_until_ended()
    assert (robot.address(), robot.code(), robot.sentence()) == ("", [], "The page is not served now.")
    assert not is_served(address)
    robot.click("serving_toggle")
    again = robot.wait_until_served()
    assert again != address and is_served(again)

    robot.click("serving_close")
    assert not robot.is_shown()
    robot.wait_until_ended()
    assert not is_served(again)


def test_without_a_page_among_the_results_there_is_no_button(qtbot: QtBot, data: Path) -> None:
    run = write_run("yolov5n-1", data)
    write_report(run, run / "nowhere")
    robot = ServingRobot(qtbot)
    robot.settle()
    assert not robot.find("show_on_phone").isVisible()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("leave", ["page", "Esc", "window"])
def test_whoever_leaves_ends_it(qtbot: QtBot, folder: Path, leave: str) -> None:
    robot = ServingRobot(qtbot)
    robot.open_page(folder)
    address = robot.wait_until_served()
    assert [job.title for job in jobs.active.all] == ["Web page on the network"]
    match leave:
        case "page":
            robot.go_to("labelling")
        case "Esc":
            robot.press("Esc")
        case _:
            assert robot.close()
    robot.wait_until_ended()
    assert not robot.is_shown()
    assert not is_served(address)


@pytest.mark.usefixtures("here")
def test_phones_send_pictures_back_when_that_is_wanted(qtbot: QtBot, folder: Path, data: Path) -> None:
    robot = ServingRobot(qtbot)
    robot.open(data)
    before = snapshot(data)
    robot.open_page(folder)
    address = robot.wait_until_served()
    assert not robot.takes_pictures()
    robot.switch("serving_inbox", True)
    # Another address: what phones have of the old one is not asked again.
    newer = robot.wait_until_served(other_than=address)
    assert ask(newer, "status.json").json == {"inbox": True}
    inbox = data.with_name("set-inbox")
    assert robot.text("serving_inbox_folder") == f"To {inbox}"
    assert not is_served(address)
    imwrite(data.with_name("sent.png"), make_image())
    sent = data.with_name("sent.png").read_bytes()
    name = ask(newer, "inbox", "POST", sent, {"Content-Type": "image/png"}).json["saved"]
    robot.wait(lambda: robot.told() == f"Pictures that came: 1. The newest is {name}.")
    np.testing.assert_array_equal(imread(inbox / name), make_image())
    assert snapshot(data) == before

    robot.choose_inbox(data.parent / "elsewhere")
    newest = robot.wait_until_served(other_than=newer)
    ask(newest, "inbox", "POST", sent, {"Content-Type": "image/png"})
    assert len(list((data.parent / "elsewhere").iterdir())) == 1
    robot.press("Esc")
    robot.wait_until_ended()
    # Off again, unless it is switched on anew.
    robot.open_page(folder)
    robot.wait_until_served()
    assert not robot.takes_pictures()
    robot.press("Esc")
    robot.wait_until_ended()


@pytest.mark.usefixtures("here")
def test_address_and_port_are_chosen(qtbot: QtBot, folder: Path) -> None:
    robot = ServingRobot(qtbot)
    robot.open_page(folder)
    first = robot.wait_until_served()
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        robot.set_number("serving_port", port)
        robot.wait(lambda: robot.told() != "" and "in use" in robot.told())
        assert robot.told() == f"Port {port} of {HOST} is in use. Choose another port, or 0 for a free one."
        assert robot.address() == ""
    robot.click("serving_toggle")
    address = robot.wait_until_served(other_than=first)
    assert f"{HOST}:{port}/" in address
    robot.serve_at("203.0.113.7")
    robot.wait(lambda: "no address of this machine" in robot.told())
    assert not is_served(address)
    robot.press("Esc")
    robot.wait_until_ended()


@pytest.mark.usefixtures("here")
def test_a_folder_that_is_no_page_is_told(qtbot: QtBot, data: Path) -> None:
    robot = ServingRobot(qtbot)
    robot.open_page(data)
    robot.wait(lambda: "is not a bundle" in robot.told())
    assert "studio export MODEL --bundle web" in robot.told()
    assert robot.address() == ""
    robot.click("serving_close")
    robot.wait_until_ended()
