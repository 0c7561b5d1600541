"""`xltargets functions` and `xltargets reference`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.functions import FUNCTIONS

DOCS = Path(__file__).parents[2] / "docs" / "functions"


def test_the_catalogue_lists_every_function() -> None:
    result = CliRunner().invoke(main, ["functions"])
    assert result.exit_code == 0
    for function in FUNCTIONS.values():
        assert function.signature in result.output


def test_a_page_tells_all_about_one() -> None:
    result = CliRunner().invoke(main, ["functions", "target_split"])
    assert result.exit_code == 0
    for text in ("=TARGET_SPLIT(total, weights, [decimals=0]", "Arguments", "{34;33;33}", "#NUM!", "See also"):
        assert text in result.output


def test_the_catalogue_as_data() -> None:
    entries = json.loads(CliRunner().invoke(main, ["functions", "--json"]).output)
    assert [entry["name"] for entry in entries] == list(FUNCTIONS)
    split = next(entry for entry in entries if entry["name"] == "TARGET_SPLIT")
    assert [argument["name"] for argument in split["arguments"]][:2] == ["total", "weights"]
    assert split["arguments"][2] | {"help": ""} == {
        "name": "decimals",
        "help": "",
        "takes": "whole number, -9 to 9",
        "optional": True,
        "default": 0,
    }


def test_a_misspelt_function_is_guessed() -> None:
    result = CliRunner().invoke(main, ["functions", "TARGETSPLIT"])
    assert result.exit_code == 2
    assert "There is no function TARGETSPLIT. Did you mean TARGET_SPLIT?" in result.output


def test_reference_pages_are_up_to_date() -> None:
    result = CliRunner().invoke(main, ["reference", "-o", str(DOCS), "--check"])
    assert result.exit_code == 0, f"{result.output}Run `xltargets reference`."


def test_reference_says_what_is_stale(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["reference", "-o", str(tmp_path)]).exit_code == 0
    assert CliRunner().invoke(main, ["reference", "-o", str(tmp_path), "--check"]).exit_code == 0
    (tmp_path / "TARGET_SPLIT.md").write_text("old")
    result = CliRunner().invoke(main, ["reference", "-o", str(tmp_path), "--check"])
    assert result.exit_code == 1
    assert "TARGET_SPLIT.md is not up to date." in result.output


@pytest.mark.parametrize("option", ["--nonsense", "--check=1"])
def test_wrong_options_are_told(option: str) -> None:
    assert CliRunner().invoke(main, ["functions", option]).exit_code == 2
