"""The help of every command is in the language that was asked for, in lines that a terminal holds."""

from __future__ import annotations

import io
import re
from functools import cache

import click
import pytest
from click.testing import CliRunner

from tests.cli.test_in_chinese import CHINESE, KNOWN, english
from xltargets.cli import main
from xltargets.cli.help_words import filled, width
from xltargets.cli.limits import for_one
from xltargets.dev.command_help import extract

CODES = {
    "help",
    "addin",
    "URL",
    "CSV",
    "JSON",
    "PEM",
    "TLS",
    "PATH",
    "MB",
    "ID",
    "USD",
    "ZIP",
    "Ctrl",
    "TW",
    "DE",
    "BY",
}
PROGRAMS = {
    "LibreOffice",
    "Calc",
    "Windows",
    "macOS",
    "Office",
    "Web",
    "Python",
    "Lite",
    "xlwings",
    "poppler",
    "git",
    "Dask",
}
TYPED = {
    "CN",
    "lost",
    "status",
    "windows",
    "values",
    "libreoffice",
    "local",
    "host",
    "localhost",
    "forecast",
    "marginal",
    "retroactive",
    "months",
    "minguo",
}
OF_DATA = {"error", "text", "json", "won", "open", "customers", "team", "products", "eu", "us", "dmy", "mdy", "XLSTART"}
AS_THEY_ARE = KNOWN | CODES | PROGRAMS | TYPED | OF_DATA | {"Markdown", "js"}
_LITERAL = re.compile(
    r"^ +(?:xltargets|echo|git) .*|(?:示例|範例)：xltargets .*(?:\n  \S.*)*|用法： xltargets( [a-z-]+)*"
    r"|\[[\w%|-]+\|[^\]]*\]|\[%Y-%m-%d\]|-{1,2}[A-Za-z][\w-]*|`[^`]*`|\S*\.[a-z]{2,12}\b|\w+://\S+"
    r"|xltargets [a-z]+( [a-z]+)?|[a-z]+-[a-z]+(-[a-z]+)*|XL\d+|XLTARGETS_TOKEN|gb18030|cp1252|[A-Z]{3}=[\d.]+"
    r"|[<>=]=?x[<>=]=?|[A-Za-z_.]*/[A-Za-z_./]*|\[(?:默认|預設)：[^\]]*\]|\[profiles",
    flags=re.MULTILINE,
)
"""Commands, options, choices, names of files, addresses, codes."""
_TYPED_LINE = re.compile(r" +(?:xltargets|echo|git) .*|  --[a-z-]+ \[.*\]")


@cache
def names() -> tuple[tuple[str, ...], ...]:
    """Every command by its words, and those of a group."""

    def below(group: click.Group, context: click.Context, path: tuple[str, ...]) -> list[tuple[str, ...]]:
        found = [path]
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            inner = isinstance(command, click.Group)
            found += below(command, click.Context(command, context), (*path, name)) if inner else [(*path, name)]
        return found

    return tuple(below(main, click.Context(main), ()))


def help_of(path: tuple[str, ...], language: str, columns: int = 78) -> str:
    arguments = [*path, "--help", "--language", language]
    done = CliRunner().invoke(main, arguments, prog_name="xltargets", env={"LC_ALL": "C"}, terminal_width=columns)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("language", CHINESE)
def test_no_help_has_english_in_it(language: str) -> None:
    assert len(names()) > 40
    listed = {word for path in names() for name in path for word in name.split("-")}
    found = {}
    for path in names():
        text = help_of(path, language)
        own = listed if path in {(), ("addin",)} else set()
        left = english(_LITERAL.sub("", text), AS_THEY_ARE | own)
        if left:
            found[path] = left
    assert found == {}


@pytest.mark.parametrize("columns", [62, 78, 108])
@pytest.mark.parametrize("language", CHINESE)
def test_no_line_is_wider_than_the_terminal(language: str, columns: int) -> None:
    """What is typed is not broken."""
    lines = [(path, line) for path in names() for line in help_of(path, language, columns).splitlines()]
    assert [one for one in lines if width(one[1]) > columns and not _TYPED_LINE.fullmatch(one[1])] == []
    assert [one for one in lines if re.match(r" *[，。；：！？、）》」』”]", one[1])] == []


@pytest.mark.parametrize("language", CHINESE)
def test_columns_stand_under_each_other(language: str) -> None:
    """What is said of `--as-of 日期` begins where that of `-h, --help` does."""
    lines = help_of(("adopt",), language).splitlines()
    starts = {
        width(found[1]) for line in lines if (found := re.match(r"(  -\S+(?: ?\S+)*  +)\S", line)) and "[en" not in line
    }
    assert len(starts) == 1


@pytest.mark.parametrize("language", CHINESE)
def test_the_list_of_commands_says_the_first_sentence(language: str) -> None:
    listed = help_of((), language, 108)
    assert "..." not in listed.partition("\n\n")[2]
    commands = re.findall(r"^  ([a-z-]+)  +(.*)$", listed, flags=re.MULTILINE)
    assert len(commands) > 30
    for name, sentence in commands:
        assert not sentence.endswith("。")
        assert f"{sentence}。" in help_of((name,), language, 108).replace("\n  ", "")


def test_a_long_text_is_broken_between_characters() -> None:
    """By hand: each Chinese character takes two columns, and no sign begins a line."""
    pieces = ["一", "二", "三", "四，", "五"]
    assert filled(pieces, 8) == ["一二三", "四，五"]
    assert filled(["abc", "plan.xlsx"], 6) == ["abcpla", "n.xlsx"]
    assert filled(["写", "入", " ", "plan.xlsx", " ", "中。"], 9) == ["写入", "plan.xlsx", "中。"]


def test_english_is_what_the_commands_say_and_stays() -> None:
    """Also after the same commands have spoken Chinese."""
    help_of(("adopt",), "zh-CN")
    text = help_of(("adopt",), "en")
    assert text.startswith("Usage: xltargets adopt [OPTIONS] PLAN\n\n  Approve the open changes of PLAN.\n\n")
    assert "  --as-of DATE                 The day to look from, as 2026-09-30. Today if\n" in text
    assert "  -h, --help                   Show this message and exit.\n" in text
    assert "  adopt         Approve the open changes of PLAN.\n" in help_of((), "en")
    assert all(not re.search("[\u4e00-\u9fff]", help_of(path, "en")) for path in names())


def test_what_is_translated_of_a_command() -> None:
    source = '''
class Tiers(click.ParamType[str]):
    name = "tiers"

class Code(click.ParamType[str]):
    name = "code"

    def get_metavar(self, param, ctx):
        return "[a|b]"

@click.command
@click.argument("new_plan")
@click.option("--by", metavar="PERSON", help="Who.")
@language_option("Of what.")
def command(plan, by):
    """Do this
    and that.

    \\b
    plain        nothing more

    Exit status: 0.

    \\b
    Examples:
      xltargets do it
    """

def helper():
    """None of it."""
'''
    found = [text for _line, _function, text, _comments in extract(io.BytesIO(source.encode()), {}, [], {})]
    assert sorted(found) == sorted(
        [
            "TIERS",
            "NEW_PLAN",
            "PERSON",
            "Who.",
            "Of what.",
            "Do this and that.",
            "nothing more",
            "Exit status: 0.",
            "Examples:",
        ]
    )


def test_limits_say_what_holds_if_they_are_left_out() -> None:
    @click.command
    @for_one
    def limited() -> None:
        """Nothing."""

    text = CliRunner().invoke(limited, ["--help"]).output
    assert "[default: 1200; x>0]" in text
    assert "[default: 4096; x>=256]" in " ".join(text.split())
