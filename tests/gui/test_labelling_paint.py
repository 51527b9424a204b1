"""Painting: any boxes at any zoom paint without a warning, and what must be seen is seen."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage

from studio.core.labelling.hit_test import HANDLES, handle_at, handle_point
from studio.core.labelling.tone import Tone, toned
from studio.gui import theme
from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.overlay import PaintBox
from studio.gui.widgets.picture import Picture, to_qimage
from tests.factories import make_image


@pytest.fixture
def canvas(qtbot) -> ImageCanvas:
    canvas = ImageCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(640, 480)
    canvas.show()
    qtbot.waitExposed(canvas)
    return canvas


def grabbed(canvas: ImageCanvas) -> QImage:
    return canvas.grab().toImage()


def test_any_boxes_at_any_zoom_paint(canvas):
    rng = random.Random(7)
    canvas.set_image(make_image((320, 240)))
    canvas.boxes_item.show_handles = True
    wild = [0.0, -1e6, 1e6, 0.5, 319.999, 1e-9, 12345.678]
    for round_ in range(60):
        boxes = [
            PaintBox(
                tuple(
                    rng.choice(wild) if rng.random() < 0.2 else rng.uniform(-50, 400) for _corner in range(4)
                ),
                theme.class_colour(index),
                rng.choice(["", "w", "a longer name of a class", "日本語", "\n"]),
                is_selected=rng.random() < 0.3,
                is_hovered=rng.random() < 0.1,
                is_dashed=rng.random() < 0.3,
                opacity=rng.random(),
            )
            for index in range(rng.choice([0, 1, 129]))
        ]
        canvas.set_boxes(boxes)
        canvas.set_zoom(math.exp(rng.uniform(-4, 4)))
        if round_ % 10 == 0:
            canvas.zoom_to(QRectF(rng.uniform(0, 300), rng.uniform(0, 200), rng.uniform(0, 50), 0))
        assert not grabbed(canvas).isNull()


def test_a_box_is_seen_in_its_colour_with_a_dark_edge(canvas):
    canvas.set_image(np.full((100, 100, 3), 128, np.uint8))
    canvas.set_boxes([PaintBox((20, 20, 80, 80), QColor("#ff0000"))])
    canvas.set_zoom(3.0)
    picture = grabbed(canvas)
    edge = canvas.to_view(canvas.image_item.boundingRect().center()).toPoint().y()
    left = canvas.to_view(QRectF(20, 20, 60, 60).topLeft()).x()
    row = [picture.pixelColor(x, edge) for x in range(round(left) - 4, round(left) + 4)]
    assert any(ink.red() > 200 and ink.green() < 60 for ink in row)
    assert any(ink.red() < 100 and ink.green() < 100 for ink in row)


def test_handles_are_painted_where_they_are_felt_and_nowhere_else(canvas):
    """White squares on grey: counted where `handle_at` finds a handle, also of a box half out of sight."""
    canvas.set_image(np.full((100, 100, 3), 128, np.uint8))
    canvas.boxes_item.show_handles = True
    canvas.boxes_item.show_texts = False
    for side, zoom in ((4, 3.0), (9, 3.0), (30, 3.0), (30, 30.0)):
        xyxy = (40.0, 40.0, 40.0 + side, 40.0 + side)
        canvas.set_boxes([PaintBox(xyxy, QColor("#ff0000"), is_fresh=True)])
        canvas.set_zoom(zoom)
        picture = grabbed(canvas)
        for handle in HANDLES:
            at = canvas.to_view(QPointF(*handle_point(xyxy, handle))).toPoint()
            if canvas.viewport().rect().adjusted(9, 9, -9, -9).contains(at):
                is_white = picture.pixelColor(at).getRgb()[:3] == (255, 255, 255)
                assert is_white == (handle_at(xyxy, handle_point(xyxy, handle), zoom) == handle), handle
    canvas.set_zoom(3.0)
    # Of several boxes none has handles: pulling at one would have to mean all.
    canvas.set_boxes(
        [PaintBox((x, 10, x + 30, 40), QColor("#ff0000"), is_selected=True) for x in (10.0, 60.0)]
    )
    at = canvas.to_view(QPointF(10, 10)).toPoint()
    assert grabbed(canvas).pixelColor(at).getRgb()[:3] != (255, 255, 255)


@pytest.mark.parametrize("light", [20, 128, 250])
@pytest.mark.parametrize("ink", ["#ffffff", "#4c8dff", "#e5615a"])
def test_a_selected_box_stands_out_of_many_on_any_photo(canvas, light, ink):
    canvas.set_image(np.full((100, 100, 3), light, np.uint8))
    canvas.boxes_item.show_texts = False
    places = [(x, y, x + 10.0, y + 10.0) for x in range(5, 95, 15) for y in range(5, 95, 15)]
    canvas.set_zoom(1.0)
    canvas.fit()

    def strength(index: int) -> float:
        """How much the surroundings of a box differ from the photo."""
        x1, y1, x2, y2 = places[index]
        corner = canvas.to_view(QPointF(x1 - 2, y1 - 2)).toPoint()
        opposite = canvas.to_view(QPointF(x2 + 2, y2 + 2)).toPoint()
        part = picture.copy(corner.x(), corner.y(), opposite.x() - corner.x(), opposite.y() - corner.y())
        part = part.convertToFormat(QImage.Format.Format_RGB888)
        pixels = np.frombuffer(part.constBits(), np.uint8).reshape(part.height(), -1)
        return float(np.abs(pixels[:, : part.width() * 3].astype(int) - light).mean())

    canvas.set_boxes(
        [PaintBox(place, QColor(ink), is_selected=index == 14) for index, place in enumerate(places)]
    )
    picture = grabbed(canvas)
    others = max(strength(index) for index in range(len(places)) if index != 14)
    assert strength(14) > 2.5 * others


def test_the_photo_is_shown_pixel_for_pixel_at_100_percent(canvas):
    image = make_image((64, 48), seed=3)
    canvas.set_image(image)
    canvas.set_zoom(1.0)
    picture = grabbed(canvas)
    corner = canvas.to_view(canvas.image_item.boundingRect().topLeft()).toPoint()
    for x, y in ((0, 0), (63, 0), (10, 20), (63, 47)):
        ink = picture.pixelColor(corner.x() + x, corner.y() + y)
        assert (ink.red(), ink.green(), ink.blue()) == tuple(image[y, x])


def test_an_image_is_wrapped_without_a_copy_and_any_strides_work():
    image = make_image((31, 17))
    wrapped = to_qimage(image)
    image[5, 7] = (1, 2, 3)
    assert wrapped.pixelColor(7, 5).getRgb()[:3] == (1, 2, 3)
    flipped = to_qimage(image[:, ::-1])
    assert flipped.pixelColor(23, 5).getRgb()[:3] == (1, 2, 3)


def test_brightness_and_contrast(canvas):
    image = make_image((20, 10))
    assert toned(image, Tone()) is image
    assert toned(image, Tone(50)).mean() > image.mean()
    assert toned(image, Tone(0, -50)).std() < image.std()
    assert toned(image, Tone(100, 100, 100)).dtype == np.uint8
    # Gamma leaves black and white, and brings up what is dark.
    table = Tone(gamma=50).table()
    assert (table[0], table[64], table[255]) == (0, 127, 255)
    assert Tone(gamma=-50).table()[64] == 16


def test_classes_named_for_a_colour_have_it_and_others_differ():
    assert theme.class_colour(3, "r").name() == theme.class_colour(0, "Red").name()
    assert theme.class_colour(0, "w").name() == "#ffffff"
    for name in ("white lamp", "lamp_white", "WhiteLamp", "WHITE-LED", "white2", "lamp (white)"):
        assert theme.class_colour(4, name).name() == "#ffffff", name
    # A letter is one only by itself, a syllable never.
    for name in ("led w", "w2", "whitetail", "blackberry", "Redwood"):
        assert theme.class_colour(4, name).name() == theme.class_colour(4).name(), name
    for name, same in (
        ("红", "red"),
        ("绿色LED", "green"),
        ("藍燈", "blue"),
        ("Rot", "red"),
        ("azul_2", "blue"),
    ):
        assert theme.class_colour(4, name).name() == theme.class_colour(4, same).name(), name
    plain = {theme.class_colour(index, f"class {index}").name() for index in range(12)}
    assert len(plain) == 12


@pytest.mark.parametrize("size", [(1300, 901), (601, 3), (20, 10)])
def test_what_is_made_in_a_thread_is_what_is_made_when_it_is_asked_for(size: tuple[int, int]):
    image = np.ascontiguousarray(np.indices((size[1], size[0]))[[0, 1, 0]].transpose(1, 2, 0) % 251, np.uint8)
    image[..., 2] = 200
    made, asked = Picture.prepared(image), Picture.of(image)
    assert made.size == asked.size == QSize(*size)
    for zoom in (3.0, 1.0, 0.5, 0.26, 0.2, 0.01):
        here, there = made.level(zoom), asked.level(zoom)
        assert here.size() == there.size()
        middle = here.width() // 2, here.height() // 2
        for colour in ("red", "green", "blue"):
            values = [getattr(level.pixelColor(*middle), colour)() for level in (here, there)]
            assert abs(values[0] - values[1]) <= 2
    assert made.level(1.0).pixelColor(7, 2).getRgb()[:3] == (2, 7, 200)


def test_a_picture_that_may_change_is_copied(canvas):
    image = make_image((64, 48), seed=3)
    canvas.set_image(image)
    before = grabbed(canvas)
    image[:] = 0
    assert grabbed(canvas) == before


def test_a_thousand_boxes_take_a_few_calls_to_paint_and_look_as_one_by_one(canvas):
    canvas.set_image(np.full((400, 400, 3), 90, np.uint8))
    boxes = [
        PaintBox((x, y, x + 12, y + 12), QColor(colour), text="a")
        for x in range(10, 380, 40)
        for y, colour in zip(range(10, 380, 40), ["red", "lime", "blue"] * 4, strict=False)
    ]
    canvas.set_boxes(boxes)
    together = grabbed(canvas)
    for box in boxes[::7]:
        canvas.set_boxes([box])
        around = QRectF(box.rect()).adjusted(-6, -6, 6, 6)
        place = QRectF(canvas.to_view(around.topLeft()), canvas.to_view(around.bottomRight())).toRect()
        assert grabbed(canvas).copy(place) == together.copy(place)


def test_what_is_said_of_two_strong_boxes_in_one_place_is_read_of_both(canvas):
    canvas.set_image(np.zeros((240, 320, 3), np.uint8))
    inks = QColor("#00ff00"), QColor("#ffff00")
    place = (100.0, 100.0, 160.0, 150.0)
    first, second = (PaintBox(place, ink, "word") for ink in inks)
    first.is_selected, second.is_hovered, second.is_dashed = True, True, True
    canvas.set_boxes([first, second])
    picture, left = grabbed(canvas), canvas.to_view(QPointF(100, 100)).x()

    def rows_of(ink: QColor) -> set[int]:
        # Where the chips begin there are no letters.
        return {y for y in range(picture.height()) if picture.pixelColor(round(left) + 2, y) == ink}

    top, bottom = (canvas.to_view(QPointF(100, y)).y() for y in (100, 150))
    assert any(y < top for y in rows_of(inks[0])) and any(y > bottom + 4 for y in rows_of(inks[1]))
