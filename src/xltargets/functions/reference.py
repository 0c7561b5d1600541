"""The reference of the worksheet functions as Markdown pages, made from the registry."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from xltargets.functions.catalogue import entry
from xltargets.functions.registry import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xltargets.functions.registry import Function

NOTE = "<!-- Made from the registry by `xltargets reference`; edit the docstrings instead. -->\n"


def reference_pages() -> dict[str, str]:
    """All pages by file name: an index by area, and a page for each function."""
    functions = list(FUNCTIONS.values())
    pages = {"README.md": _index(functions)}
    for function in functions:
        pages[f"{function.name}.md"] = _page(function)
    return pages


def _index(functions: Iterable[Function]) -> str:
    lines = [NOTE, "# Worksheet functions", "", "The same in Excel, LibreOffice, the command line and Python."]
    for area, members in groupby(functions, key=lambda function: function.area):
        lines += ["", f"## {area}", "", "| function | what it does |", "| --- | --- |"]
        for function in members:
            shown = _cell(f"[`{function.signature}`]({function.name}.md)")
            lines.append(f"| {shown} | {_cell(function.documentation.summary)} |")
    return "\n".join(lines) + "\n"


def _page(function: Function) -> str:
    shown = entry(function)
    lines = [NOTE, f"# {function.name}", "", f"`={function.signature}`", "", shown["summary"]]
    if shown["description"]:
        lines += ["", shown["description"]]
    if shown["arguments"]:
        lines += ["", "## Arguments", "", "| argument | takes | meaning |", "| --- | --- | --- |"]
        for argument in shown["arguments"]:
            name = f"[{argument['name']}]" if argument["optional"] else argument["name"]
            lines.append(f"| `{name}` | {_cell(argument['takes'])} | {_cell(argument['help'])} |")
    lines += _section("Result", shown["returns"])
    lines += _section("Formula", shown["formula"])
    if shown["examples"]:
        lines += ["", "## Examples", "", "| formula | gives |", "| --- | --- |"]
        lines += [f"| {_code(one['formula'])} | {_code(one['result'])} |" for one in shown["examples"]]
    if shown["errors"]:
        lines += ["", "## Errors", "", "| value | when |", "| --- | --- |"]
        lines += [f"| `{code}` | {_cell(why)} |" for code, why in shown["errors"].items()]
    in_python = f"`xltargets.calc.{function.python.__name__}`"
    lines += _section("In Python", in_python if function.python.__module__.startswith("xltargets.calc") else "")
    lines += _section("Source", shown["source"])
    lines += _section("Checked with", shown["checked_with"])
    known = [f"[{name}]({name}.md)" if name in FUNCTIONS else name for name in shown["see_also"]]
    lines += _section("See also", ", ".join(known))
    return "\n".join(lines) + "\n"


def _section(heading: str, text: str) -> list[str]:
    return ["", f"## {heading}", "", text] if text else []


def _cell(text: str) -> str:
    """Text in a table of Markdown."""
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{_cell(text)}`"
