"""How a picture is cut up for a model: read, told, written, refused."""

from __future__ import annotations

import json

import pytest

from studio.core.errors import StudioError
from studio.core.json_door import has_shape
from studio.core.tiling.merge import MergeRule
from studio.core.tiling.tiling import SHAPE, Tiling


@pytest.mark.parametrize(
    ("text", "tiling", "told"),
    [
        ("2x3", Tiling(grid=(2, 3)), "2x3"),
        (" 2X3+whole ", Tiling(grid=(2, 3), whole=True), "2x3+whole"),
        ("208", Tiling(size=208), "208:0.2"),
        ("208:0", Tiling(size=208, overlap=0.0), "208:0"),
        ("208:.25+WHOLE", Tiling(size=208, overlap=0.25, whole=True), "208:0.25+whole"),
    ],
)
def test_texts(text, tiling, told):
    assert Tiling.parse(text) == tiling
    assert str(tiling) == told
    assert Tiling.parse(told) == tiling


@pytest.mark.parametrize(
    "text", ["", "x", "2x", "0x2", "2x2:0.1", "0", "208:1", "208:2", "-3", "9999x9999", "2x2+"]
)
def test_what_is_none_is_told_in_a_sentence(text):
    with pytest.raises(StudioError) as problem:
        Tiling.parse(text)
    assert problem.value.remedy


def test_json_and_back():
    for tiling in (Tiling(grid=(2, 3), whole=True), Tiling(size=99, overlap=0.5, rule=MergeRule(same=0.2))):
        data = json.loads(json.dumps(tiling.to_dict()))
        assert has_shape(data, SHAPE)
        assert Tiling.from_dict(data) == tiling


def test_a_grid_of_three_sides_is_refused():
    with pytest.raises(StudioError):
        Tiling.from_dict({**Tiling(grid=(2, 3)).to_dict(), "grid": [1, 2, 3]})


def test_the_whole_picture_comes_last_and_only_once():
    tiles = Tiling.parse("2x2+whole").tiles((100, 60))
    assert [tile.xyxy for tile in tiles][-2:] == [(50, 30, 100, 60), (0, 0, 100, 60)]
    assert len(Tiling.parse("200+whole").tiles((100, 60))) == 1


def test_far_too_many_tiles_are_refused_before_they_are_made():
    with pytest.raises(StudioError, match="more than"):
        Tiling.parse("1").tiles((100_000, 100_000))
    with pytest.raises(StudioError, match="more than"):
        Tiling.parse("10:0").tiles((1000, 1000))
    with pytest.raises(StudioError):
        Tiling.parse("9x9").tiles((5, 5))
