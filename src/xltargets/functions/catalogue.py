"""The catalogue of functions for people and for other programs: a page of text, or plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.calc.arguments import Content, Kind, Shape
from xltargets.errors import N_, fill, in_english

if TYPE_CHECKING:
    from xltargets.calc.contract import Parameter
    from xltargets.errors import Translate
    from xltargets.functions.registry import Function


_WHOLE = N_("whole number")
_FROM, _FROM_TO = N_("{what}, {least} or more"), N_("{what}, {least} to {most}")
_COLUMNS, _SOME_COLUMNS = N_("table of {count} {count:column|columns}"), N_("table of {least} or {count} columns")
_SHAPED = {
    Shape.EACH: N_("{what}, one or a range"),
    Shape.LINE: N_("{what}, a row or a column"),
    Shape.RANGE: N_("{what}, a range"),
}
_IN_ENGLISH = N_("All about it, in English: {command}")


def kind_in_words(kind: Kind, translate: Translate = in_english) -> str:
    """What an argument takes, in a few words.

    >>> kind_in_words(Kind(Shape.EACH, least=0, most=1))
    'number, 0 to 1, one or a range'
    """
    if kind.shape is Shape.TABLE:
        count, least = len(kind.columns), len(kind.columns) - kind.spare
        if not count:
            return translate(N_("table"))
        return fill(_SOME_COLUMNS if kind.spare else _COLUMNS, {"count": count, "least": least}, translate)
    if kind.content is Content.WORD:
        what = ", ".join(kind.words)
    else:
        what = translate(_WHOLE if kind.whole else kind.content.value)
    if kind.least is not None and kind.content is Content.NUMBER:
        bounds = {"what": what, "least": f"{kind.least:g}", "most": f"{kind.most:g}" if kind.most is not None else ""}
        what = fill(_FROM if kind.most is None else _FROM_TO, bounds, translate)
    return fill(_SHAPED[kind.shape], {"what": what}, translate) if kind.shape in _SHAPED else what


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


def page(function: Function, translate: Translate = in_english) -> str:
    """A function's page as text for the terminal.

    In other languages than English it has what is translated, which function wizards show too: summary, arguments and
    examples.
    """
    documentation = function.documentation
    lines = [f"={function.signature}", "", translate(documentation.summary)]
    if documentation.description and translate is in_english:
        lines += ["", documentation.description]
    if function.parameters:
        lines += ["", translate(N_("Arguments"))]
        for one in function.parameters:
            lines.append(f"  {one.name}  ({kind_in_words(one.kind, translate)})")
            lines.append(f"      {translate(documentation.arguments.get(one.name, ''))}")
    for heading, text in _rest(function, translate):
        if text:
            lines += ["", heading, f"  {text}"]
    if translate is not in_english:
        command = f"xltargets functions {function.name} --language en"
        lines += ["", fill(_IN_ENGLISH, {"command": command}, translate)]
    return "\n".join(lines)


def _rest(function: Function, translate: Translate) -> list[tuple[str, str]]:
    documentation = function.documentation
    examples = "\n  ".join(f"{one.formula}  →  {one.result}" for one in documentation.examples)
    see_also = (translate(N_("See also")), ", ".join(documentation.see_also))
    if translate is not in_english:
        return [(translate(N_("Examples")), examples), see_also]
    return [
        ("Result", documentation.returns),
        ("Formula", documentation.formula),
        ("Examples", examples),
        ("Errors", "\n  ".join(f"{code}: {why}" for code, why in documentation.errors.items())),
        ("Source", documentation.source),
        ("Checked with", documentation.checked_with),
        see_also,
    ]
