"""What a template writes into a workbook, as plain data: the builder's own calls, kept instead of written.

So whoever asks what a workbook should hold asks the one place that says it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.building.builder import draw
from xltargets.building.conditions import blank_when_empty
from xltargets.templates.schema import Form
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xltargets.building.placing import Placed, Plan
    from xltargets.templates.schema import Template

Spot = tuple[int, int]
"""Row and column of a cell, counted from 1."""


@dataclass(slots=True)
class DrawnSheet:
    """What stands on a sheet of the template."""

    name: str
    formulas: dict[Spot, str] = field(default_factory=dict)
    """Without the leading `=`."""
    texts: dict[Spot, str] = field(default_factory=dict)
    behind: dict[Spot, str] = field(default_factory=dict)
    """Formulas behind charts, which a workbook may lack that was brought from an earlier version."""
    merged: set[Spot] = field(default_factory=set)
    """Where merged cells begin."""
    spills: dict[Spot, Area] = field(default_factory=dict)
    """Anchors of array formulas, and what they cover."""
    is_protected: bool = False
    validated: list[Area] = field(default_factory=list)
    conditional: list[Area] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole workbook, empty of inputs."""

    plan: Plan
    sheets: dict[str, DrawnSheet]
    """By title."""
    _covered: dict[tuple[str, str], dict[str, frozenset[str]]] = field(default_factory=dict, repr=False, compare=False)

    def covered(self, sheet: DrawnSheet, kind: str) -> dict[str, frozenset[str]]:
        """The columns of tables that lie under a validation (`validated`) or a format (`conditional`) of a sheet."""
        key = sheet.name, kind
        if key not in self._covered:
            by_column: dict[int, list[Area]] = {}
            for area in self._colours(sheet) if kind == "conditional" else sheet.validated:
                for number in range(area.left, area.right + 1):
                    by_column.setdefault(number, []).append(area)
            tables = ((name, one) for name, one in self.plan.blocks.items() if _is_table(one))
            self._covered[key] = {name: _under(placed, by_column) for name, placed in tables}
        return self._covered[key]

    def _colours(self, sheet: DrawnSheet) -> list[Area]:
        """The formats that colour: what hides numbers of empty rows is none, and the first version has it in few."""
        areas = list(sheet.conditional)
        for placed in self.plan.blocks.values():
            if placed.sheet == sheet.name and _is_table(placed):
                for area in blank_when_empty(placed):
                    areas.remove(area)
        return areas


def _under(placed: Placed, by_column: dict[int, list[Area]]) -> frozenset[str]:
    """The columns of a table over whose rows any area lies; each area is there by the columns that it covers."""
    first, last = placed.first_row, placed.last_row
    return frozenset(
        one.identifier
        for number, one in enumerate(placed.block.columns, placed.area.left)
        if any(area.top <= last and area.bottom >= first for area in by_column.get(number, ()))
    )


def _is_table(placed: Placed) -> bool:
    return isinstance(placed.block, type) and not issubclass(placed.block, Form)


def drawing(
    template: Template, language: str, translate: Callable[[str], str], counts: Mapping[str, int] | None = None
) -> Drawing:
    """What a template writes in a language; `counts` are the rows of tables that others take their size from."""
    book = _Book()
    plan = draw(book, template, language=language, translate=translate, counts=counts)
    return Drawing(plan, {sheet.drawn.name: sheet.drawn for sheet in book.sheets})


class _Deaf:
    """Takes any call, and does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _nothing


def _nothing(*_arguments: Any, **_options: Any) -> Any:
    return _DEAF


_DEAF = _Deaf()


class _Book(_Deaf):
    """Takes the calls that XlsxWriter's workbook takes."""

    def __init__(self) -> None:
        self.sheets: list[_Page] = []

    def add_worksheet(self, title: str) -> _Page:
        page = _Page(title)
        self.sheets.append(page)
        return page

    def add_chart(self, _options: Any) -> Any:
        return _Chart()


class _Chart(_Deaf):
    """Takes the calls of a chart; nothing is judged by one."""

    series: tuple[Any, ...] = ()


class _Page(_Deaf):
    """Takes the calls of a worksheet, which counts from 0."""

    def __init__(self, title: str) -> None:
        self.drawn = DrawnSheet(title)

    def get_name(self) -> str:
        return self.drawn.name

    def write_formula(self, row: int, column: int, formula: str, *_looks: Any) -> None:
        self.drawn.formulas[row + 1, column + 1] = formula.removeprefix("=")

    def write_formulas(self, rows: range, column: int, formula: str, _look: Any) -> None:
        for row in rows:
            self.write_formula(row, column, formula)

    def merge_range(self, top: int, left: int, *_rest: Any) -> None:
        self.drawn.merged.add((top + 1, left + 1))

    def write(self, row: int, column: int, value: object, *_looks: Any) -> None:
        if isinstance(value, str) and value.startswith("="):
            self.drawn.behind[row + 1, column + 1] = value.removeprefix("=")

    def write_dynamic_array_formula(
        self, top: int, left: int, bottom: int, right: int, formula: str, *_looks: Any
    ) -> None:
        self.write_formula(top, left, formula)
        self.drawn.spills[top + 1, left + 1] = Area(top + 1, left + 1, bottom + 1, right + 1)

    def write_string(self, row: int, column: int, text: str, *_looks: Any) -> None:
        self.drawn.texts[row + 1, column + 1] = text

    def protect(self, *_options: Any) -> None:
        self.drawn.is_protected = True

    def data_validation(self, top: int, left: int, bottom: int, right: int, _rule: Any) -> None:
        self.drawn.validated.append(Area(top + 1, left + 1, bottom + 1, right + 1))

    def conditional_format(self, top: int, left: int, bottom: int, right: int, _rule: Any) -> None:
        self.drawn.conditional.append(Area(top + 1, left + 1, bottom + 1, right + 1))
