"""The languages people can choose, and which one is spoken: resources/translations holds a file for each."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from studio.core.files import resource_path, user_folder
from studio.core.words import speak

ENGLISH = "en"
SYSTEM = "system"
VARIABLE = "STUDIO_LANGUAGE"
"""Tells child processes the language of the window, and anyone's scripts what to ask for."""
CONTEXT = "core"
"""The part of a translation file that holds the sentences of core and command line; others are"
" the window's."""
PLURAL_RULE = "n != 1"
"""The entry that says which form a number takes, in gettext's notation; this is English's own."""


def translation(code: str, suffix: str = ".ts") -> Path:
    """Return where the translation file of a language is, as a source or (".qm") as Qt reads it."""
    return resource_path("translations", f"{code}{suffix}")


def languages() -> tuple[str, ...]:
    """Return the codes of all languages there are, such as zh_CN; English first."""
    return ENGLISH, *sorted(path.stem for path in resource_path("translations").glob("*.ts"))


def chosen(setting: str, system: Iterable[str] = ()) -> str:
    """Return the language to speak: what the environment says, else the setting, else the system's.

    Args:
        setting: a code of `languages`, or "system".
        system: the system's languages, best first, where somebody knows better than this module.
    """
    for wanted in (os.environ.get(VARIABLE, ""), setting):
        if wanted in languages():
            return wanted
    return next(filter(None, map(_nearest, system or _system_languages())), ENGLISH)


def start() -> None:
    """Speak what the environment, else the user's settings, else the system says."""
    setting = SYSTEM
    if VARIABLE not in os.environ and _is_set():
        from studio.core.settings import Settings

        setting = Settings().get("language")
    use(chosen(setting))


def _is_set() -> bool:
    """Return whether the settings may say a language; to read them takes longer than to look."""
    try:
        return b'"language"' in (user_folder() / "settings.json").read_bytes()
    except OSError:
        return False


def spoken() -> str:
    """Return the code of the language that is spoken."""
    return os.environ.get(VARIABLE, ENGLISH)


def use(code: str) -> None:
    """Speak a language from now on, in this process and those it starts."""
    os.environ[VARIABLE] = code
    if code == ENGLISH:
        speak({}, lambda n: int(n != 1))
        return
    catalogue = read_catalogue(translation(code))
    import gettext

    rule = catalogue.pop(PLURAL_RULE)[0]
    speak(catalogue, gettext.c2py(rule))


def read_catalogue(path: Path) -> dict[str, Sequence[str]]:
    """Return per English text of core its translation, of one with a number its forms."""
    from xml.etree import ElementTree

    context = next(each for each in ElementTree.parse(path).getroot() if each.findtext("name") == CONTEXT)
    catalogue: dict[str, Sequence[str]] = {}
    for message in context.iter("message"):
        translated = message.find("translation")
        if translated is not None and translated.get("type") is None:
            forms = [form.text or "" for form in translated.iter("numerusform")]
            catalogue[message.findtext("source", "")] = forms or [translated.text or ""]
    return catalogue


def _nearest(wanted: str) -> str | None:
    """Return the language nearest to a system's name for one, such as zh-Hans-CN or de_DE.UTF-8."""
    parts = wanted.partition(".")[0].partition("@")[0].replace("-", "_").split("_")
    if parts[0] == ENGLISH:
        return ENGLISH
    whole = "_".join((parts[0], parts[-1]))
    known = languages()
    if whole in known:
        return whole
    return next((code for code in known if code.partition("_")[0] == parts[0]), None)


def _system_languages() -> list[str]:
    if sys.platform == "win32":
        import ctypes
        import locale

        code = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage())
        return [code] if code else []
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    told = next(filter(None, (os.environ.get(name) for name in variables)), "")
    # As for other programs: LANGUAGE counts where any language at all is wanted.
    more = os.environ.get("LANGUAGE", "").split(":") if told not in ("", "C", "POSIX", "C.UTF-8") else []
    return [*more, told]
