"""What comparing one exported file with its checkpoint came to, as an object and as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from studio.core.boxes.thresholds import Thresholds
from studio.core.export.agreement import ImageComparison, Tolerances

Verdict = Literal["PASS", "FAIL", "NOTHING"]
CHECKPOINT, FILE = "checkpoint", "file"
"""The two sides, as keys of figures."""
MAPS = ("map50", "map50_95")


@dataclass(frozen=True, slots=True)
class Verification:
    """What comparing one file came to.

    Attributes:
        verdict: NOTHING when the checkpoint found nothing in any picture, so that nothing was proved.
        sentence: the verdict in words.
        detections: boxes the checkpoint found.
        missed, extra: boxes only the checkpoint, only the file found.
        differing: matched boxes that differ by more than the tolerances.
        borderline: boxes one side alone kept although the other computed the same, so that the last bit of
            a float decided at a threshold or between two equal scores; they count as neither.
        largest_output_difference: of all decoded rows: "box_px" (input pixels) and "score"; None when the
            shapes differ, a value isn't finite, or the file has NMS inside and shows no rows.
        scores: of "checkpoint" and "file" the figures of `studio evaluate` on the labelled pictures; None
            when there are none, or the file failed before the last picture.
        drop: points (hundredths) lost of "map50" and "map50_95"; below 0 when the file is better.
        stage_ms: of "checkpoint" and "file" the median milliseconds of each stage.
        judged_by: which tolerances held and why, in words.
        diagnosis: the cause that was found of a FAIL, with its "sentence" and "remedy"; None when none was.
        worst: the pictures with the largest differences, worst first.
        skipped: sentences about pictures that could not be read.
    """

    verdict: Verdict
    sentence: str
    images: int
    detections: int
    matched: int
    missed: int
    extra: int
    borderline: int
    largest_score_difference: float
    largest_box_difference_px: float
    largest_output_difference: dict[str, float] | None
    thresholds: Thresholds
    tolerances: Tolerances
    differing: int = 0
    scores: dict[str, dict[str, Any]] | None = None
    drop: dict[str, float] | None = None
    stage_ms: dict[str, dict[str, float]] = field(default_factory=dict)
    judged_by: str = ""
    diagnosis: dict[str, Any] | None = None
    worst: list[ImageComparison] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        plain |= {"thresholds": asdict(self.thresholds), "tolerances": asdict(self.tolerances)}
        return {**plain, "worst": [image.to_dict() for image in self.worst]}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Verification:
        """Rebuild from `to_dict` data; raises LookupError, TypeError or ValueError when it is none."""
        plain = {each.name: data[each.name] for each in fields(cls) if each.name in data}
        plain["thresholds"] = Thresholds(**data["thresholds"])
        plain["tolerances"] = Tolerances(**data["tolerances"])
        plain["worst"] = [ImageComparison.from_dict(image) for image in data["worst"]]
        return cls(**plain)
