"""How attributes of boxes are shown: small letters where there is little room, words where there is more."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from studio.core.data.attributes import FLAGS, Attributes

FLAG_TEXTS = {
    "difficult": QT_TRANSLATE_NOOP("Attributes", "Difficult"),
    "occluded": QT_TRANSLATE_NOOP("Attributes", "Occluded"),
    "truncated": QT_TRANSLATE_NOOP("Attributes", "Truncated"),
}
TEXT_LETTER = "…"


def letters(said: Attributes) -> str:
    """Return a small letter for each attribute of a box: "d o t" and "…" for a text."""
    return " ".join(name[0] if name in FLAGS else TEXT_LETTER for name in said.names())


def in_words(said: Attributes) -> str:
    """Return attributes in the user's language: "Difficult, “half off”"."""
    flags = [
        QCoreApplication.translate("Attributes", FLAG_TEXTS[name]) for name in said.names() if name in FLAGS
    ]
    return ", ".join([*flags, f"“{said.text}”"] if said.text else flags)
