"""A tiling in words, for whoever writes another program that looks at pictures with a model."""

from __future__ import annotations

from studio.core.tiling.tiling import Tiling


def cutting_words(tiling: Tiling) -> str:
    """Return how a picture is cut up."""
    if tiling.grid:
        rows, columns = tiling.grid
        cut = (
            f"Cut the picture into {rows} rows and {columns} columns, borders at floor(side * number / count)"
        )
    else:
        cut = (
            f"Cut the picture into tiles of {tiling.size} x {tiling.size} pixels (no larger than the "
            f"picture), one every max(1, round({tiling.size} * (1 - {tiling.overlap:g}))) pixels, the last "
            "of a row or column moved back to end at the border"
        )
    also = ", and take the whole picture, too" if tiling.whole else ""
    return (
        f"{cut}{also}; each is a picture of its own in what follows. (The screens of the React Native bundle "
        "don't: they look at whole frames, which come in the size of the input.)"
    )


def merging_words(tiling: Tiling) -> list[str]:
    """Return what is done with the boxes of the tiles."""
    rule = tiling.rule
    return [
        "Clip the boxes of a tile to it, and move them to where it lies in the picture. A side is cut when "
        "it is no further from its tile's border than max(1 pixel, "
        f"{rule.touch:g} of the tile's shorter side), and that border is not one of the picture.",
        "Join two boxes of one class when their tiles are of one row (or column) and meet or overlap, each "
        "is cut where its tile ends towards the other's, each reaches through all that both tiles show (to "
        "within that distance), and their extents along the seam have an intersection over union of at "
        f"least {rule.along:g}: the surest pairs first (that value times the lower score), each box once "
        "for each other tile. Joined boxes are the box around them, of the highest score.",
        f"Drop a cut box of which more than {rule.inside:g} lies in a larger one of its class and another "
        f"tile whose score is at least {rule.cut_counts:g} of its own. Then suppress as before, but between "
        f"tiles at an overlap of {rule.same:g}; a box that is still cut comes in the order as if its score "
        f"were {rule.cut_counts:g} of what it is.",
    ]
