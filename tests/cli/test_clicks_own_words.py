"""What click says by itself is said in the language that was asked for, wherever that stands."""

from __future__ import annotations

import ast
import gettext
import os
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from xltargets.cli import main
from xltargets.locale import translator
from xltargets.locale.of_click import BY_COUNT, WORDS

SHOWN = ("core.py", "decorators.py", "exceptions.py", "formatting.py", "parser.py", "types.py")
"""The files of click whose words a run of ours can show."""
NOT_SHOWN = re.compile(
    r"Choice\(|Deprecat|declar|use the same flag|boolean|defined twice|Invalid start character|takes \{nargs\} values"
    r"|Do you want|Confirm the action|UUID|version|does not match the format|\{len_type\} values"
)
"""Of programming mistakes, and of kinds of options that no command has."""


def of_click() -> set[str]:
    """What the installed click has translated."""
    found = set()
    for name in SHOWN:
        for node in ast.walk(ast.parse((Path(click.__file__).parent / name).read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                found |= {
                    one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    return found


def said(*arguments: str, system: str = "C") -> str:
    return CliRunner().invoke(main, [*arguments], env={"LC_ALL": system}).output


def test_all_that_click_can_say_is_known() -> None:
    known = {*WORDS, *(one for pair in BY_COUNT for one in pair)}
    assert sorted(one for one in of_click() - known if not NOT_SHOWN.search(one)) == []


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW"])
def test_help(language: str) -> None:
    translate = translator(language)
    for told in (said("dump", "--help", "--language", language), said("--language", language, "dump", "--help")):
        for word in ("Usage:", "Options", "Show this message and exit."):
            assert translate(word) != word
            assert translate(word) in told
            assert word not in told
    listed = said("--language", language, "--help")
    assert f"{translate('Commands')}：" in listed
    assert translate("Show the version and exit.") in listed


def test_a_problem() -> None:
    told = said("eval", "=1", "--as-of", "heute", "--language=zh_CN")
    assert "用法：" in told
    assert "错误：'--as-of' 的值无效：'heute' 不是日期；请写成 2026-09-30。" in told
    assert "選項 '--as-of' 後面需要一個值。" in said("eval", "=1", "--as-of", system="zh_TW.UTF-8")
    assert "檔案 'none.xlsx' 不存在。" in said("convert", "none.xlsx", "--language", "zh-TW")
    assert "File 'none.xlsx' does not exist." in said("convert", "none.xlsx")


def test_the_language_of_the_system_and_what_is_asked_for_instead() -> None:
    assert "缺少参数 '公式'." in said("eval", system="zh_CN.UTF-8")
    assert "Missing argument 'FORMULA'." in said("eval", "--language", "en", system="zh_CN.UTF-8")
    assert "Missing argument 'FORMULA'." in said("eval", system="de_DE.UTF-8")
    assert "Missing argument 'FORMULA'." in said("eval", "--", system="C")


def test_without_arguments_the_help_is_shown() -> None:
    assert said().startswith("Usage: ")
    assert said(system="zh_CN.UTF-8").startswith("用法：")
    assert said("-h") == said("--help")
    assert said("adopt", "-h", "--language", "zh-CN") == said("adopt", "--help", "--language", "zh-CN")


def test_nothing_of_it_is_left_behind() -> None:
    before = dict(os.environ), gettext.textdomain()
    assert "用法：" in said("eval", "--language", "zh-CN")
    assert (dict(os.environ), gettext.textdomain()) == before
    assert gettext.gettext("Usage:") == "Usage:"


def test_the_language_before_the_command_holds_for_what_it_says() -> None:
    """A command that has the option itself, and one that has it like all."""
    assert "没有" in said("--language", "zh-CN", "rules", "XL999")
    assert "没有 'nobody' 这个配置" in said("--language", "zh-CN", "profiles", "nobody")
    assert "沒有 'nobody'" in said("--language", "zh-CN", "profiles", "nobody", "--language", "zh-TW")
