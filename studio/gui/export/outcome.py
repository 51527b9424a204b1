"""What an export came to, in a sentence over the results."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from studio.core.export.report import Report
from studio.core.words import paragraph


def outcome(report: Report) -> tuple[str, str]:
    """Return the sentence, and how much it matters: info, ok, warn or error."""
    text, kind = _verdict(report)
    if not report.refused:
        return text, kind
    left_out = _tr("Left out: {formats}").format(
        formats=paragraph(*(each.sentence for each in report.refused))
    )
    return paragraph(text, left_out), "warn" if kind in ("ok", "info") else kind


def _verdict(report: Report) -> tuple[str, str]:
    count = len(report.files)
    if report.verdict == "PASS":
        count = sum(file.verification is not None for file in report.files)
        one = _tr("The file finds what the checkpoint finds.")
        many = _tr("All {count} files find what the checkpoint finds.")
        return (one if count == 1 else many).format(count=count), "ok"
    if report.verdict is None:
        one = _tr("The file was written; it was not checked.")
        many = _tr("{count} files were written; they were not checked.")
        return (one if count == 1 else many).format(count=count), "info"
    if report.verdict == "NOTHING":
        return _tr("The checkpoint finds nothing yet, so there was nothing to compare."), "warn"
    checked = ((file.path.name, file.verification) for file in report.files)
    failed = [name for name, check in checked if check and check.verdict == "FAIL"]
    one = _tr("{names} does not find what the checkpoint finds.")
    many = _tr("These do not find what the checkpoint finds: {names}.")
    return (one if len(failed) == 1 else many).format(names=", ".join(failed)), "error"


def _tr(text: str) -> str:
    return QCoreApplication.translate("ExportPage", text)
