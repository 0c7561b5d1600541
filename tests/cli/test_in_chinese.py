"""What is asked for in Chinese has no English in it but names of functions, rules, files and commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.functions import FUNCTIONS
from xltargets.validation.registry import rules

CHINESE = ("zh-CN", "zh-TW")
KNOWN = {"xltargets", "CRM", "KPI", "KRI", "SMART", "Excel", "XML", "DDE", "TRUE", "FALSE", "RFM", "NPS", "CSAT", "en"}
"""Names and abbreviations that Chinese readers use as they are."""


def english(text: str, known: set[str]) -> set[str]:
    """The English words of a text that are not known; a lone letter is none."""
    return set(re.findall(r"[A-Za-z]{2,}", text)) - known


def said(*arguments: str) -> str:
    done = CliRunner().invoke(main, [*arguments])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("language", CHINESE)
def test_the_list_of_rules(language: str) -> None:
    """A code and a name are what people write into waivers, and stay."""
    names = {word for rule in rules().values() for word in (rule.code[:2], *rule.name.split("-"))}
    text = said("rules", "--language", language)
    assert len(re.findall(r"^  XL\d{3} ", text, flags=re.MULTILINE)) == len(rules())
    assert english(text, KNOWN | names | {"xlsx"}) == set()


@pytest.mark.parametrize("language", CHINESE)
def test_a_rule_says_where_its_page_is(language: str) -> None:
    text = said("rules", "XL401", "--language", language)
    assert english(text, KNOWN | {"XL", "formula", "overwritten", "rules", "language"}) == set()
    assert "xltargets rules XL401 --language en" in text


@pytest.mark.parametrize("language", CHINESE)
def test_the_functions_and_their_arguments(language: str) -> None:
    """All 62 of them: the list, and the page of one of each kind of argument."""
    names = {word for name in FUNCTIONS for word in name.split("_")}
    listed = said("functions", "--language", language)
    signatures = {word for one in FUNCTIONS.values() for word in re.findall(r"[A-Za-z]{2,}", one.signature)}
    assert english(listed, KNOWN | names | signatures) == set()
    for name in ("TARGET_SPLIT", "TARGET_BLEND", "COMMISSION", "XLT_EXPLAIN"):
        page = said("functions", name, "--language", language)
        prose = "\n".join(line for line in page.splitlines() if "→" not in line)
        words = {word for kind in FUNCTIONS[name].parameters for word in kind.kind.words}
        assert english(prose, KNOWN | names | signatures | words | {"functions", "language", "FORMULATEXT"}) == set()


@pytest.mark.parametrize(
    ("formula", "language", "told"),
    [
        ("=1/0", "zh-CN", "#DIV/0!  除数为零。\n"),
        ("=1/0", "en", "#DIV/0!  It divides by zero.\n"),
        ("=TARGET_SPLIT(100,{-1;1})", "zh-TW", "#NUM!  weights 的第 1 個值：目前為 -1；應為 0 或更大。\n"),
    ],
)
def test_why_a_formula_has_no_value(formula: str, language: str, told: str) -> None:
    assert CliRunner().invoke(main, ["eval", formula, "--language", language]).output == told


@pytest.mark.nightly
@pytest.mark.parametrize("language", CHINESE)
def test_the_demo(language: str, tmp_path: Path) -> None:
    """What it tells, with what the commands tell that it runs; commands, cells and names of files stay."""
    told = said("demo", str(tmp_path / "demo"), "--language", language)
    lines = [re.sub(r"xltargets (?:new|rules) .*", "", line) for line in told.splitlines() if not line.startswith("$")]
    plain = [re.sub(r"\S*(?:/|\.xlsx|\.html)\S*|XL\d{3}|[A-Z]+\d+", "", line) for line in lines]
    assert english("\n".join(plain), KNOWN) == set()
