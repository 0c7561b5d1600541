"""A page of Markdown for each template: its sheets, tables and columns, made from the declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.samples.gallery import SHOWN
from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Ascending, Before, Chart, Form, Legend, Matrix, SumsTo, Table, Tiles

if TYPE_CHECKING:
    from xltargets.templates.schema import Check, Column, Sheet, Template

NOTE = "<!-- Made from the declaration by `python -m xltargets.dev build`; edit the template instead. -->\n"
_FIRST = 1
"""The version of every template that was there from the start."""


def template_pages() -> dict[str, str]:
    """All pages by file name."""
    return {"README.md": _index(), **{f"{key}.md": _page(template) for key, template in TEMPLATES.items()}}


def _index() -> str:
    lines = [
        NOTE,
        "# Templates",
        "",
        "What stands in each workbook, by the stable names that every language shares.",
        "",
        "| template | key | version | what for |",
        "| --- | --- | --- | --- |",
    ]
    for key, template in TEMPLATES.items():
        lines.append(f"| [{template.title}]({key}.md) | `{key}` | {template.version} | {template.purpose} |")
    return "\n".join(lines) + "\n"


def _page(template: Template) -> str:
    lines = [NOTE, f"# {template.title}", "", f"`{template.key}`, version {template.version}. {template.purpose}"]
    if template.key in SHOWN:
        lines += ["", f"[Download it](../../workbook_templates/README.md#{template.key})"]
    if template.steps:
        lines += ["", *(f"{number}. {step}" for number, step in enumerate(template.steps, 1))]
    for sheet in template.sheets:
        lines += _sheet(sheet)
    return "\n".join(lines) + "\n"


def _sheet(sheet: Sheet) -> list[str]:
    lines = ["", f"## {sheet.title}", "", f"Sheet `{sheet.key}`, {sheet.role.value}. {sheet.intro}".rstrip()]
    for block in sheet.blocks:
        lines += _block(block)
    return lines


def _block(block: object) -> list[str]:
    if isinstance(block, Matrix):
        return [
            *_heading(block.title, block.name, f"grid of {block.kind.value}", block.help),
            "",
            f"A row for each `{block.rows}`, a column for each `{block.columns}`: {_code(block.formula)}",
        ]
    if isinstance(block, Chart):
        shown = ", ".join(f"`{series.column}`" for series in block.series)
        return [*_heading(block.title, block.name, "chart", block.alt), "", f"{shown} by `{block.categories}`"]
    if isinstance(block, Tiles):
        return ["", f"Tiles `{block.name}`: " + ", ".join(f"`{field}`" for field in block.fields)]
    if isinstance(block, Legend):
        return ["", f"Legend `{block.name}`: " + ", ".join(word for word, _tone, _sign in block.words)]
    if isinstance(block, type) and issubclass(block, Table | Form):
        kind = "form" if issubclass(block, Form) else "table"
        return [*_heading(block.title or block.__name__, block.name, kind, block.help), "", *_columns(block.columns)]
    raise TypeError(f"{block!r} has no page")


def _heading(title: str, name: str, kind: str, text: str) -> list[str]:
    first = text.partition("\n\n")[0].replace("\n", " ")
    return ["", f"### {title}", "", f"{kind.capitalize()} `{name}`. {first}".rstrip()]


def _columns(columns: tuple[Column, ...]) -> list[str]:
    lines = ["| column | key | kind | what it takes | help | formula |", "| --- | --- | --- | --- | --- | --- |"]
    for column in columns:
        cells = (
            column.label,
            f"`{column.identifier}`",
            column.kind.value,
            "; ".join(_takes(column)),
            column.help,
            _code(column.formula) if column.formula else "",
        )
        lines.append("| " + " | ".join(_cell(text) for text in cells) + " |")
    return lines


def _takes(column: Column) -> list[str]:
    """All that its declaration asks for, in words."""
    found = []
    if column.loaded:
        found.append("filled by a refresh")
    found += [word for word in ("key", "required", "unique") if getattr(column, word)]
    if column.default is not None:
        found.append(f"default {column.default}")
    found += [f"at least {column.minimum:g}"] if column.minimum is not None else []
    found += [f"at most {column.maximum:g}"] if column.maximum is not None else []
    if column.choices is not None:
        found.append("one of " + ", ".join(label for _code, label in column.choices.labels))
    if column.references:
        found.append(f"a value of `{column.references}`")
    if column.offered:
        offered = f"`{column.offered}`" if isinstance(column.offered, str) else ", ".join(column.offered)
        found.append(f"offered {offered}")
    found += [_check(check) for check in column.checks]
    since = getattr(column, "since", _FIRST)
    return [*found, f"since version {since}"] if since > _FIRST else found


def _check(check: Check) -> str:
    if isinstance(check, SumsTo):
        return f"sums to `{check.total}`" if isinstance(check.total, str) else f"sums to {check.total:g}"
    if isinstance(check, Before):
        return f"before `{check.column}`"
    assert isinstance(check, Ascending)
    return "ascending"


def _code(text: str) -> str:
    return f"`{text}`"


def _cell(text: str) -> str:
    """Text in a table of Markdown."""
    return text.replace("|", "\\|").replace("\n", " ")
