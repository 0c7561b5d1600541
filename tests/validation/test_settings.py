"""Settings files: where they are looked for, what they may say, and how a mistake in one is told."""

from __future__ import annotations

import pytest

from xltargets.validation.finding import Severity
from xltargets.validation.settings import Settings, SettingsProblem, find, load


def test_the_nearest_file_above_wins(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.xltargets]\nselect = ['XL3']\n")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find(inner) == tmp_path / "pyproject.toml"
    (tmp_path / "a" / "xltargets.toml").write_text("ignore = ['XL310']\n")
    assert find(inner) == tmp_path / "a" / "xltargets.toml"


def test_a_project_file_without_our_table_is_passed_over(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.xltargets]\nfail-on = 'never'\n")
    inner = tmp_path / "package"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    found = find(inner)
    assert found == tmp_path / "pyproject.toml"
    assert load(found).fail_on is None


def test_everything_that_can_be_set(tmp_path):
    path = tmp_path / "xltargets.toml"
    path.write_text(
        "select = ['XL3', 'sheet-missing']\nignore = ['XL310']\nfail-on = 'warning'\n"
        "[severity]\nXL311 = 'error'\nout-of-range = 'info'\n"
    )
    settings = load(path)
    assert settings.fail_on is Severity.WARNING
    assert settings.severity == {"XL311": Severity.ERROR, "XL304": Severity.INFO}
    assert {"XL201", "XL304"} <= settings.codes
    assert not {"XL310", "XL202"} & settings.codes


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("selct = ['XL3']", ["'selct'", '"select"']),
        ("select = 'XL3'", ["select", "a list of codes"]),
        ("select = ['XL999']", ["XL999", "no rule"]),
        ("ignore = ['out-of-rnage']", ["Did you mean out-of-range?"]),
        ("fail-on = 'errors'", ["fail-on", '"error"', '"never"']),
        ("[severity]\nXL304 = 'fatal'", ["severity", '"warning"']),
        ("severity = 'error'", ["severity", "a table"]),
        ("select = [", ["not valid TOML"]),
    ],
)
def test_a_mistake_is_told_with_file_key_and_what_is_expected(tmp_path, text, parts):
    path = tmp_path / "xltargets.toml"
    path.write_text(text)
    with pytest.raises(SettingsProblem) as caught:
        load(path)
    assert all(part in str(caught.value) for part in [str(path), *parts])


def test_options_of_the_command_line_go_over_the_file():
    settings = Settings(ignore=("XL310",), severity={"XL304": Severity.INFO})
    merged = settings.merged(select=("XL3",), ignore=None, severity={"XL305": Severity.INFO}, fail_on="never")
    assert merged.ignore == ("XL310",)
    assert set(merged.severity) == {"XL304", "XL305"}
    assert merged.fail_on is None
