"""Every table is walked: keys are unique, targets exist, and what they promise is there."""

from __future__ import annotations

import argparse
import importlib
import json
import re
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest

from studio.cli import COMMANDS
from studio.cli.train import arguments as train_arguments
from studio.core.data.checking.findings import _ADVICE, _REPAIRS, _SEVERITIES, FINDINGS
from studio.core.data.checking.repairs import REPAIRS
from studio.core.environments.table import ENVIRONMENTS
from studio.core.export.bundles.table import BUNDLES, Bundle
from studio.core.export.exporters import EXPORTERS
from studio.core.files import resource_path
from studio.core.live.sources import SOURCES
from studio.core.model.zoo import ARCHITECTURES, find_table
from studio.core.runs.config import OPTIONS, TrainConfig
from studio.core.runtime.detector import RUNTIMES
from studio.core.settings import SETTINGS, Settings

ROOT = Path(__file__).parents[2]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "studio").rglob("*.py"))


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_commands_have_names_of_their_own() -> None:
    assert repeated([command.name for command in COMMANDS]) == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_command_builds_its_parser(command) -> None:
    parser = argparse.ArgumentParser(prog=f"studio {command.name}")
    command.add_arguments(parser)
    text = parser.format_help()
    assert "--help" in text
    assert command.text[0].islower()
    assert not command.text.endswith(".")


def test_every_training_choice_can_be_made_in_the_command_line() -> None:
    assert {*OPTIONS, "data", "out"} == {field.name for field in fields(TrainConfig)}
    assert all(option.help and not option.help.endswith(".") for option in OPTIONS.values())
    parser = argparse.ArgumentParser()
    train_arguments(parser)
    flags = {action.dest for action in parser._actions}  # noqa: SLF001  # no public list of them
    assert set(OPTIONS) <= flags


def test_settings(tmp_path: Path) -> None:
    assert repeated([setting.key for setting in SETTINGS]) == []
    settings = Settings(tmp_path / "settings.json")
    for setting in SETTINGS:
        assert setting.text.endswith(".")
        assert not setting.choices or setting.default in setting.choices
        assert json.loads(json.dumps(setting.default)) == setting.default
        assert settings.get(setting.key) == setting.default
        assert re.search(rf"[\"']{setting.key}[\"']", SOURCE.replace(f'Setting("{setting.key}"', "")), (
            setting.key
        )


@pytest.mark.parametrize("bundle", BUNDLES.values(), ids=lambda bundle: bundle.name)
def test_bundles(bundle: Bundle) -> None:
    assert callable(bundle.load())
    assert set(bundle.formats) <= set(EXPORTERS)
    assert set(bundle.heads) <= set(EXPORTERS[bundle.formats[0]].heads)
    assert not bundle.text.endswith(".")
    assert bundle.needs is None or bundle.needs.environment in ENVIRONMENTS


def test_runtimes() -> None:
    assert repeated([kind.name for kind in RUNTIMES]) == []
    assert repeated([suffix for kind in RUNTIMES for suffix in kind.suffixes]) == []
    for kind in RUNTIMES:
        # Not by `load`, which wants what the row needs to be installed.
        module, function = kind.loader.split(":")
        assert callable(getattr(importlib.import_module(module), function))
        assert kind.text


def test_exporters() -> None:
    runnable = {suffix for kind in RUNTIMES for suffix in kind.suffixes}
    for name, exporter in EXPORTERS.items():
        assert exporter.name == name
        assert Path("model" + exporter.suffix).suffix in runnable, (
            "what is exported can be verified and watched"
        )
        assert callable(exporter.load())
        assert exporter.text
        assert exporter.title
        assert ("detections" in exporter.heads) != bool(exporter.nms_goes), "NMS is in the file, or elsewhere"


def test_architectures_are_the_tables_that_are_there() -> None:
    assert {path.stem for path in resource_path("models").glob("*.yaml")} == set(ARCHITECTURES)
    assert repeated(list(ARCHITECTURES)) == []
    assert all(find_table(name).text.endswith(".") for name in ARCHITECTURES)


def test_sources() -> None:
    assert repeated([kind.name for kind in SOURCES]) == []
    for kind in SOURCES:
        first = next(other for other in SOURCES if other.matches(kind.example))
        # A folder that is not there can't be told from a video.
        assert first is kind or kind.example.endswith("/")


def test_every_problem_that_is_reported_has_a_meaning() -> None:
    used = set(re.findall(r"Problem\(\s*\"(\w+)\"", SOURCE))
    assert used
    assert used <= set(FINDINGS)
    assert all(kind.meaning.endswith(".") for kind in FINDINGS.values())
    assert {name for kind in FINDINGS.values() for name in kind.repairs} == set(REPAIRS)
    assert set(_SEVERITIES) | set(_ADVICE) | set(_REPAIRS) <= set(FINDINGS)
