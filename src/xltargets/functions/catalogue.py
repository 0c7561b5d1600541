"""The catalogue of functions for people and for other programs: a page of text, or plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.calc.arguments import Content, Kind, Shape

if TYPE_CHECKING:
    from xltargets.calc.contract import Parameter
    from xltargets.functions.registry import Function


def kind_in_words(kind: Kind) -> str:
    """What an argument takes, in a few words.

    >>> kind_in_words(Kind(Shape.EACH, least=0, most=1))
    'number, 0 to 1, one or a range'
    """
    words = ", ".join(kind.words) if kind.content is Content.WORD else kind.content.value
    if kind.whole:
        words = f"whole {words}"
    if kind.least is not None and kind.content is Content.NUMBER:
        words += f", {kind.least:g} to {kind.most:g}" if kind.most is not None else f", {kind.least:g} or more"
    if kind.shape is Shape.TABLE and kind.columns:
        least = f"{len(kind.columns) - kind.spare} or " if kind.spare else ""
        words = f"table of {least}{len(kind.columns)} columns"
    elif kind.shape is Shape.TABLE:
        words = "table"
    elif kind.shape is Shape.EACH:
        words += ", one or a range"
    elif kind.shape is Shape.LINE:
        words += ", a row or a column"
    elif kind.shape is Shape.RANGE:
        words += ", a range"
    return words


def entry(function: Function) -> dict[str, Any]:
    """A function as plain data."""
    documentation = function.documentation
    return {
        "name": function.name,
        "area": function.area,
        "signature": function.signature,
        "summary": documentation.summary,
        "description": documentation.description,
        "arguments": [_argument(parameter, documentation.arguments) for parameter in function.parameters],
        "returns": documentation.returns,
        "result": function.contract.result.layout.value,
        "errors": documentation.errors,
        "formula": documentation.formula,
        "examples": [{"formula": example.formula, "result": example.result} for example in documentation.examples],
        "source": documentation.source,
        "checked_with": documentation.checked_with,
        "see_also": list(documentation.see_also),
    }


def _argument(parameter: Parameter, helps: dict[str, str]) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "help": helps.get(parameter.name, ""),
        "takes": kind_in_words(parameter.kind),
        "optional": not parameter.required,
        "default": parameter.default,
    }


def page(function: Function) -> str:
    """A function's page as text for the terminal."""
    shown = entry(function)
    lines = [f"={shown['signature']}", "", shown["summary"]]
    if shown["description"]:
        lines += ["", shown["description"]]
    if shown["arguments"]:
        lines += ["", "Arguments"]
        for argument in shown["arguments"]:
            lines += [f"  {argument['name']}  ({argument['takes']})", f"      {argument['help']}"]
    for heading, text in (
        ("Result", shown["returns"]),
        ("Formula", shown["formula"]),
        ("Examples", "\n  ".join(f"{one['formula']}  →  {one['result']}" for one in shown["examples"])),
        ("Errors", "\n  ".join(f"{code}: {why}" for code, why in shown["errors"].items())),
        ("Source", shown["source"]),
        ("Checked with", shown["checked_with"]),
        ("See also", ", ".join(shown["see_also"])),
    ):
        if text:
            lines += ["", heading, f"  {text}"]
    return "\n".join(lines)
