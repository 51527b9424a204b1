"""The window's language: Qt's translators, beside the catalogue that core and command line speak from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from studio.core import languages


def start(setting: str) -> None:
    """Speak what the environment, else the setting, else the system says."""
    speak(languages.chosen(setting, QLocale.system().uiLanguages()))


def speak(code: str) -> None:
    """Speak a language in all that is made from now on, numbers of fields included."""
    app = QCoreApplication.instance()
    assert app is not None
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.setParent(None)
    languages.use(code)
    if code == languages.ENGLISH:
        QLocale.setDefault(QLocale.system())
        return
    QLocale.setDefault(QLocale(code))
    # Of what Qt itself shows (buttons of dialogs, menus of fields) it may have no translation.
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for file in (folder / f"qtbase_{code}.qm", languages.translation(code, ".qm")):
        translator = QTranslator(app)
        if translator.load(str(file)):
            app.installTranslator(translator)


def name(code: str) -> str:
    """Return what those who speak a language call it."""
    return "English" if code == languages.ENGLISH else QLocale(code).nativeLanguageName()
