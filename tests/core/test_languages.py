"""Which language is spoken, and that core, command line and child processes speak it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from studio import cli
from studio.core import languages
from studio.core.errors import StudioError
from studio.core.files import user_folder
from studio.core.words import columns, date, padded, paragraph, speak, tr, trn


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_Hans_CN"}, "zh_CN"),
        ({"LANG": "zh-CN"}, "zh_CN"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:zh_CN:en"}, "zh_CN"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": ""}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "C", "LANGUAGE": "zh_CN"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="there the system is asked, not its variables")
def test_the_systems_language_is_spoken_where_it_is_known(variables, expected, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", languages.VARIABLE):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert languages.chosen("system") == expected


def test_the_variable_comes_before_the_setting_and_that_before_the_system(monkeypatch):
    monkeypatch.delenv(languages.VARIABLE)
    assert languages.chosen("en", ["zh-Hans-CN"]) == "en"
    assert languages.chosen("system", ["zh-Hans-CN"]) == "zh_CN"
    # A language of another version of the program.
    assert languages.chosen("tlh", ["zh_CN"]) == "zh_CN"
    monkeypatch.setenv(languages.VARIABLE, "zh_CN")
    assert languages.chosen("en", ["en"]) == "zh_CN"


def test_sentences_numbers_and_dates_are_told_in_the_language():
    assert tr("{path} does not exist.", path="a.yaml") == "a.yaml does not exist."
    languages.use("zh_CN")
    assert tr("{path} does not exist.", path="a.yaml") == "a.yaml 不存在。"
    assert trn("{n} box added.", "{n} boxes added.", 1) == "增加 1 个框。"
    assert date(0).startswith(("1970年01月01日", "1969年12月31日"))
    assert tr("a text that no file knows") == "a text that no file knows"
    languages.use("en")
    assert trn("{n} box added.", "{n} boxes added.", 1) == "1 box added."
    assert trn("{n} box added.", "{n} boxes added.", 2) == "2 boxes added."
    assert date(0)[4] == "-"


def test_a_language_has_as_many_forms_as_its_rule_says():
    forms = ("{n} kot", "{n} koty", "{n} kotów")
    speak({"{n} cats": forms}, lambda n: 0 if n == 1 else 1 if n % 10 in (2, 3, 4) else 2)
    assert [trn("{n} cat", "{n} cats", n) for n in (1, 3, 5, 22)] == ["1 kot", "3 koty", "5 kotów", "22 koty"]


def test_a_language_is_one_file(tmp_path, monkeypatch):
    """Its rule for numbers, its sentences; what isn't translated yet stays English."""
    root = ElementTree.Element("TS", language="xx")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = "core"
    for source, text in (("n != 1", "n > 2"), ("Curves", "Kurven"), ("Losses", None)):
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = source
        translation = ElementTree.SubElement(message, "translation")
        translation.text = text
        if text is None:
            translation.set("type", "unfinished")
    ElementTree.ElementTree(root).write(tmp_path / "xx.ts")
    monkeypatch.setattr(languages, "resource_path", lambda *parts: tmp_path.joinpath(*parts[1:]))
    assert languages.languages() == ("en", "xx")
    languages.use("xx")
    assert (tr("Curves"), tr("Losses")) == ("Kurven", "Losses")


def test_the_command_line_speaks_the_language_of_the_settings(monkeypatch):
    """In a process of its own, as people start it: help, argparse's own words, and mistakes."""
    (user_folder() / "settings.json").write_text(json.dumps({"language": "zh_CN"}))
    environment = {name: value for name, value in os.environ.items() if name != languages.VARIABLE}

    def studio(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "studio", *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", env={**environment, **more}, timeout=60
        )

    assert "切分照片及其标注" in studio("--help").stdout
    assert "cut photos and their labels into tiles" in studio("--help", **{languages.VARIABLE: "en"}).stdout
    wrong = studio("check", "/nowhere", "--weight", "3")
    assert (wrong.returncode, wrong.stderr) == (
        2,
        "studio check: 无法识别的参数：--weight 3。见 studio check --help。\n",
    )


def test_the_help_of_every_verb_is_in_the_language(capsys):
    languages.use("zh_CN")
    for command in cli.COMMANDS:
        with pytest.raises(SystemExit):
            cli.run([command.name, "--help"])
        help_ = capsys.readouterr().out
        assert help_.startswith("用法：studio")
        assert "显示此帮助并退出" in help_
        assert tr(command.text) in help_


def test_columns_stand_under_each_other_though_chinese_signs_are_wide():
    assert columns("mAP 损失") == 8
    assert padded("损失", 6) + "|" == "损失  |"
    assert padded("3", 4, right=True) == "   3"


def test_sentences_stand_apart_as_their_language_has_them() -> None:
    assert paragraph("It is gone.", "", "Open another.") == "It is gone. Open another."
    assert paragraph("文件不存在。", "请打开另一个。") == "文件不存在。请打开另一个。"
    assert paragraph("", "Open another.") == "Open another."
    assert str(StudioError("文件不存在。", "请打开另一个。")) == "文件不存在。请打开另一个。"
