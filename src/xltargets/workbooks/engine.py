"""Working out a workbook's formulas without a spreadsheet program.

The engine behind it (formualizer) is fed by our own reader, in plain A1 form, and knows our functions through
`functions.answer`. What it cannot work out is reported as not verified, with the reason; it is never taken as correct.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, CellError, InputProblem
from xltargets.functions import FUNCTIONS, OMITTED, answer
from xltargets.functions.help import EXPLAINER
from xltargets.functions.names import bare_name
from xltargets.workbooks.contents import Area, Cell, Contents, Sheet, address
from xltargets.workbooks.formulas import OMITTED_MARK, functions_used, quoted, to_a1
from xltargets.workbooks.structured import FormulaProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from xltargets.workbooks.contents import CellValue

Place = tuple[str, int, int]
"""Sheet name, row, column."""
_MOST_ARGUMENTS = 30
_EXPLAIN = "XLT_EXPLAIN"
_KINDS = {
    "Div": "#DIV/0!",
    "Na": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "Spill": "#SPILL!",
    "Calc": "#CALC!",
}
_CODES = {code: kind for kind, code in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Unverified:
    """Why a formula could not be worked out: an untranslated message and what to fill in."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, translate: Callable[[str], str] = lambda message: message) -> str:
        """The reason as part of a sentence."""
        return translate(self.message).format(**self.values)


@dataclass(slots=True)
class Results:
    """What the formulas of a workbook give."""

    values: dict[Place, CellValue] = field(default_factory=dict)
    """Of every formula cell that was worked out, and of the cells that it spills into."""
    spills: dict[Place, Area] = field(default_factory=dict)
    """The area of each array formula's result, by its anchor."""
    not_verified: dict[Place, Unverified] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The value of one formula: a scalar, or a list of rows; and why, where it is an error."""

    value: Any
    message: str = ""


class _Engine:
    """formualizer, with our functions in it."""

    def __init__(self, clock: Callable[[], float] | None, contents: Contents, *, explains: bool = True) -> None:
        import formualizer

        self.contents = contents
        self._explains = explains
        self._aliases: set[str] = set()
        self.problem: InputProblem | None = None
        self._book = formualizer.Workbook()
        self._book.set_temporal_egress("serial")
        self._clock = clock
        if clock is not None:
            day = datetime.datetime(1899, 12, 30, tzinfo=datetime.UTC) + datetime.timedelta(days=clock())
            self._book.set_deterministic_clock(day, "utc")
        for name in FUNCTIONS:
            self._book.register_function(name, self._callback(name), min_args=0, max_args=_MOST_ARGUMENTS)

    def _callback(self, name: str) -> Callable[..., Any]:
        def worked_out(*arguments: Any) -> Any:
            found = answer(name, [_from_engine(argument) for argument in arguments], self._clock)
            self.problem = found.problem or self.problem
            return _to_engine(found.cells)

        return worked_out

    def explaining(self, formula: str, sheet: str) -> str:
        """The formula with its XLT_EXPLAIN bound to the sheet that bare references in the explained text mean."""
        if not self._explains:
            return formula
        alias = f"{_EXPLAIN}_{list(self.contents.sheets).index(sheet)}"
        if alias not in self._aliases:
            self._aliases.add(alias)
            self._book.register_function(alias, self._explainer(alias, sheet), min_args=1, max_args=1)
        return formula.replace(f"{_EXPLAIN}(", f"{alias}(")

    def _explainer(self, alias: str, sheet: str) -> Callable[..., Any]:

        def explain(text: str) -> str:
            # What is explained is worked out without explaining in turn, so that it ends.
            token = EXPLAINER.set(lambda _text: "")
            try:
                engine = _Engine(self._clock, self.contents, explains=False)
                return _work_out(engine, text.replace(f"{alias}(", f"{_EXPLAIN}("), sheet).message
            finally:
                EXPLAINER.reset(token)

        def worked_out(*arguments: Any) -> Any:
            token = EXPLAINER.set(explain)
            try:
                return _to_engine(answer(_EXPLAIN, [_from_engine(argument) for argument in arguments]).cells)
            finally:
                EXPLAINER.reset(token)

        return worked_out

    def add_sheet(self, name: str) -> None:
        self._book.add_sheet(name)

    def set_values(self, sheet: str, cells: Iterable[tuple[int, int, CellValue]]) -> None:
        for row, column, value in cells:
            if isinstance(value, CellError):
                self._book.set_formula(sheet, row, column, f"={value.code}")
            elif value is not None:
                self._book.set_value(sheet, row, column, value)

    def set_formula(self, sheet: str, row: int, column: int, formula: str) -> None:
        self._book.set_formula(sheet, row, column, f"={formula}")

    def run(self) -> str | None:
        """Work everything out; what went wrong, if the engine gave up."""
        import formualizer

        try:
            self._book.evaluate_all()
        except (formualizer.ExcelEvaluationError, RuntimeError, ValueError) as problem:
            return str(problem)
        return None

    def extent(self, sheet: str, row: int, column: int) -> Area:
        """The area that a formula's result covers."""
        place = f"{quoted(sheet)}{address(row, column)}"
        spill = self._book.inspect_cell(place, include_values=False).cell.spill
        if spill is None or spill.extent is None:
            return Area(row, column, row, column)
        return Area.parse(spill.extent.rpartition("!")[2])

    def value(self, sheet: str, row: int, column: int) -> Any:
        return _from_engine(self._book.get_value(sheet, row, column))


def _from_engine(value: Any) -> Any:
    if isinstance(value, dict):
        code = _KINDS.get(str(value.get("kind")))
        return CellError(code) if code else _EngineError(str(value.get("kind")))
    if isinstance(value, list):
        return [_from_engine(one) for one in value]
    if value == OMITTED_MARK and isinstance(value, str):
        return OMITTED
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _to_engine(cells: Any) -> Any:
    if isinstance(cells, list):
        return [[_to_engine(one) for one in row] for row in cells]
    return {"type": "Error", "kind": _CODES[cells.code]} if isinstance(cells, CellError) else cells


class _EngineError(CellError):
    """An error of the engine that no spreadsheet has, such as a circle it saw: not a result."""


def evaluate(contents: Contents, clock: Callable[[], float] | None = None) -> Results:
    """Work out every formula of a workbook; `clock` gives today as a serial number."""
    results = Results()
    engine = _Engine(clock, contents)
    fed = _feed(engine, contents, results)
    gave_up = engine.run() if fed else None
    if gave_up is not None:
        for place in fed:
            results.not_verified[place] = Unverified(N_("the engine gave up on this workbook"))
        return results
    for place, cell in fed.items():
        _collect(engine, place, cell, results)
    return results


def _feed(engine: _Engine, contents: Contents, results: Results) -> dict[Place, Cell]:
    """Give the engine all values and the formulas that it can take; say which it got."""
    formulas = {
        (sheet.name, *position): cell
        for sheet in contents.sheets.values()
        for position, cell in sheet.cells.items()
        if cell.formula is not None
    }
    unknown = _unknown_functions({name for cell in formulas.values() for name in functions_used(cell.formula or "")})
    for sheet in contents.sheets.values():
        engine.add_sheet(sheet.name)
    for sheet in contents.sheets.values():
        engine.set_values(sheet.name, _plain_values(sheet))
    fed: dict[Place, Cell] = {}
    for place, cell in formulas.items():
        reason = _feed_formula(engine, contents, place, cell, unknown)
        if reason is None:
            fed[place] = cell
        else:
            results.not_verified[place] = reason
            # What stands on it is worked out from its stored value, as a spreadsheet without the function would.
            engine.set_values(place[0], [(*place[1:], cell.value)])
    return fed


def _feed_formula(
    engine: _Engine, contents: Contents, place: Place, cell: Cell, unknown: set[str]
) -> Unverified | None:
    formula = cell.formula or ""
    if missing := sorted(functions_used(formula) & unknown):
        return Unverified(N_("the function {name} is not known here"), {"name": missing[0]})
    try:
        plain = to_a1(formula, contents, *place)
        if cell.spill is None and not cell.dynamic and bare_name(plain.partition("(")[0]) is not None:
            # A cell that does not spill shows the first element.
            plain = f"INDEX({plain},1,1)" if plain.endswith(")") else plain
        if _EXPLAIN in functions_used(formula):
            plain = engine.explaining(plain, place[0])
        engine.set_formula(*place, plain)
    except FormulaProblem as problem:
        return Unverified(problem.message, problem.values)
    except (ValueError, RuntimeError, TypeError, OverflowError) as problem:
        return Unverified(N_("it cannot be read as a formula ({reason})"), {"reason": str(problem)[:100]})
    return None


def _plain_values(sheet: Sheet) -> Iterable[tuple[int, int, CellValue]]:
    """Values of the cells without a formula, except what an array formula spilled into: that would be in its way."""
    spilled = [cell.spill for cell in sheet.cells.values() if cell.spill is not None]
    for (row, column), cell in sheet.cells.items():
        if cell.formula is None and not any((row, column) in area for area in spilled):
            yield row, column, cell.value


_KNOWN: dict[str, bool] = {}


def _unknown_functions(names: set[str]) -> set[str]:
    """The functions that the engine does not know: looked for beforehand, because IFERROR would hide it."""
    unasked = sorted(names - _KNOWN.keys() - FUNCTIONS.keys())
    if unasked:
        import formualizer

        book = formualizer.Workbook()
        book.add_sheet("S")
        for row, name in enumerate(unasked, start=1):
            try:
                book.set_formula("S", row, 1, f"={name}()")
                _KNOWN[name] = book.evaluate_cell("S", row, 1) != {"type": "Error", "kind": "Name"}
            except (formualizer.ExcelEvaluationError, ValueError, RuntimeError):
                # It is known, but not without arguments.
                _KNOWN[name] = True
    return {name for name in names if name not in FUNCTIONS and not _KNOWN[name]}


def _collect(engine: _Engine, place: Place, cell: Cell, results: Results) -> None:
    sheet, row, column = place
    value = engine.value(*place)
    if isinstance(value, _EngineError):
        results.not_verified[place] = Unverified(N_("the engine cannot work it out ({reason})"), {"reason": value.code})
        return
    results.values[place] = value
    if cell.spill is None:
        return
    area = engine.extent(*place) if cell.dynamic else cell.spill
    results.spills[place] = area
    for below, right in {*area.positions(), *cell.spill.positions()} - {(row, column)}:
        results.values[sheet, below, right] = engine.value(sheet, below, right) if (below, right) in area else None


_SCRATCH = "Formula"
_REASONS = {
    "#DIV/0!": N_("it divides by zero"),
    "#N/A": N_("what it looks for is not there"),
    "#NAME?": N_("it names something that is not known here"),
    "#NULL!": N_("its ranges have no cell in common"),
    "#NUM!": N_("a number is outside what the function takes"),
    "#REF!": N_("it refers to cells that are not there"),
    "#VALUE!": N_("a value is of the wrong kind"),
    "#SPILL!": N_("its result has no room"),
    "#CALC!": N_("it cannot be worked out"),
}


def evaluate_formula(
    formula: str,
    contents: Contents | None = None,
    sheet: str | None = None,
    clock: Callable[[], float] | None = None,
) -> Outcome:
    """Work out one formula, by itself or among the cells of a workbook, of which it changes nothing.

    >>> evaluate_formula("=TARGET_SPLIT(100,{1;1;1})").value
    [[34.0], [33.0], [33.0]]
    >>> evaluate_formula("=ACHIEVEMENT(1,0)").message
    'target: found 0; expected a target other than 0.'
    """
    if contents is None:
        contents = Contents(Path(_SCRATCH), {_SCRATCH: Sheet(_SCRATCH, "")})
    return _work_out(_Engine(clock, contents), formula, sheet or next(iter(contents.sheets)))


def _work_out(engine: _Engine, formula: str, sheet: str) -> Outcome:
    contents = engine.contents
    if _feed(engine, contents, Results()):
        engine.run()
    engine.problem = None
    cells = contents.sheets[sheet].cells
    # Below and to the right of everything, so that its result has room and it is in no range that it refers to.
    place = (
        sheet,
        max((row for row, _column in cells), default=0) + 2,
        max((column for _row, column in cells), default=0) + 2,
    )
    asked = Cell(*place[1:], formula=formula.strip().removeprefix("="), dynamic=True)
    if not asked.formula:
        return Outcome(CellError("#VALUE!"), N_("There is no formula."))
    unknown = _unknown_functions(functions_used(asked.formula))
    reason = _feed_formula(engine, contents, place, asked, unknown)
    if reason is not None:
        code = "#NAME?" if unknown or "name" in reason.values else "#VALUE!"
        return Outcome(CellError(code), _as_sentence(reason.sentence()))
    if (gave_up := engine.run()) is not None:
        return Outcome(CellError("#VALUE!"), _as_sentence(gave_up))
    area = engine.extent(*place)
    rows = [
        [engine.value(sheet, row, column) for column in range(area.left, area.right + 1)]
        for row in range(area.top, area.bottom + 1)
    ]
    value = rows if len(rows) > 1 or len(rows[0]) > 1 else rows[0][0]
    if isinstance(value, _EngineError):
        value = CellError("#VALUE!")
    return Outcome(value, _why(value, engine.problem))


def _why(value: Any, problem: InputProblem | None) -> str:
    if not isinstance(value, CellError):
        return ""
    if problem is not None and problem.code == value.code:
        return problem.sentence()
    return _as_sentence(_REASONS.get(value.code, N_("the engine cannot work it out")))


def _as_sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."
