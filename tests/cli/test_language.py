"""A language is named as people and systems do, and is the system's own where nobody names one."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from xltargets.cli.check_smart import command


def said(*arguments: str, **environment: str) -> str:
    return CliRunner().invoke(command, [*arguments], env=environment).output


@pytest.mark.parametrize(
    ("name", "code"), [("zh", "zh-CN"), ("zh_CN", "zh-CN"), ("zh-Hant", "zh-TW"), ("ZH-tw", "zh-TW")]
)
def test_names_of_a_language(name: str, code: str) -> None:
    from xltargets.locale import named

    assert named(name) == code


def test_an_unknown_language_is_refused_with_those_that_are_known() -> None:
    assert "'klingon' is none of en, zh-CN, zh-TW." in said("--language", "klingon", "plan.xlsx")


@pytest.mark.parametrize(
    ("system", "code"), [("zh_TW.UTF-8", "zh-TW"), ("zh_CN", "zh-CN"), ("C", "en"), ("de_DE", "en")]
)
def test_the_language_of_the_system(system: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from xltargets.cli.speech import own_language

    monkeypatch.setenv("LC_ALL", system)
    assert own_language() == code


@pytest.mark.parametrize(
    ("text", "amount"), [("1200000", 1.2e6), ("1,200,000", 1.2e6), ("1.2亿", 1.2e8), ("277万", 2.77e6), ("1.2M", 1.2e6)]
)
def test_amounts_of_options(text: str, amount: float) -> None:
    from xltargets.cli.options import AmountOption

    assert AmountOption().convert(text, None, None) == pytest.approx(amount)


@pytest.mark.parametrize("text", ["0", "-5", "many", "45%", "inf"])
def test_no_amounts(text: str) -> None:
    from xltargets.cli.options import AmountOption

    with pytest.raises(click.BadParameter, match="is no amount above 0"):
        AmountOption().convert(text, None, None)
