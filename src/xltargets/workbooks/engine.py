"""Working out a workbook's formulas without a spreadsheet program.

The engine behind it (formualizer) is fed by our own reader, in plain A1 form, and knows our functions through
`functions.answer`. What it cannot work out is reported as not verified, with the reason; it is never taken as correct.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.calc.contract import Layout
from xltargets.errors import N_, CellError, InputProblem, Message, Translate, fill, in_english
from xltargets.functions import FUNCTIONS
from xltargets.functions.help import EXPLAIN
from xltargets.functions.names import bare_name
from xltargets.workbooks.contents import Area, Cell, Contents, Sheet
from xltargets.workbooks.formualizer_engine import Engine, EngineError, Place
from xltargets.workbooks.lifting import LIFTED, MATRIX, lifted
from xltargets.workbooks.rewriting import Rewriter, parts_of
from xltargets.workbooks.sameness import same_value
from xltargets.workbooks.structured import FormulaProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from xltargets.workbooks.contents import CellValue
    from xltargets.workbooks.mending import Shared


@dataclass(frozen=True, slots=True)
class Unverified(Message):
    """Why a formula could not be worked out: an untranslated message and what to fill in."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Results:
    """What the formulas of a workbook give."""

    made_of: Callable[[], dict[Place, CellValue]] = dict
    """Makes the values when somebody asks for them: most who check a workbook never do."""
    spills: dict[Place, Area] = field(default_factory=dict)
    """The area of each array formula's result, by its anchor."""
    not_verified: dict[Place, Unverified] = field(default_factory=dict)
    differing: set[Place] = field(default_factory=set)
    """The cells among them that store another value."""
    worked: Sequence[tuple[str, int, list[int], list[CellValue]]] | None = None
    """The same values by sheet and column, with their rows, where columns worked all of them out."""

    @property
    def columns(self) -> Iterable[tuple[str, int, Sequence[int], Sequence[CellValue]]]:
        """The values by sheet and column, with their rows."""
        if self.worked is not None:
            return self.worked
        return [(sheet, column, [row], [value]) for (sheet, row, column), value in self.values.items()]

    @cached_property
    def values(self) -> dict[Place, CellValue]:
        """Of every formula cell that was worked out, and of the cells that it spills into."""
        return self.made_of()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The value of one formula: a scalar, or a list of rows; and why, where it is an error."""

    value: Any
    message: str = ""


def _explaining(contents: Contents, clock: Callable[[], float] | None) -> Callable[[str, str], str]:
    """Gives the sentence of a formula's error among the same cells, without explaining in turn.

    The cells are fed and worked out for the first that asks, each text once.
    """
    engines: list[tuple[Engine, Rewriter]] = []
    known: dict[tuple[str, str], str] = {}

    def explain(text: str, sheet: str) -> str:
        if (text, sheet) not in known:
            if not engines:
                engines.append(_worked_out(contents, clock))
            known[text, sheet] = _work_out(*engines[0], text, sheet, in_english).message
        return known[text, sheet]

    return explain


def evaluate(contents: Contents, clock: Callable[[], float] | None = None, *, has_stored: bool = True) -> Results:
    """Work out every formula of a workbook; `clock` gives today as a serial number.

    Whole columns are worked out at once where that can be done, and the engine gets the rest. `has_stored` is whether
    it holds results already, to say which of them differ.
    """
    from xltargets.workbooks.program.running import Worked, with_results, work_out

    worked = work_out(contents, clock, has_stored=has_stored)
    if worked is None:
        worked = Worked()
        rest = evaluate_by_engine(contents, clock)
    elif worked.left:
        rest = evaluate_by_engine(with_results(contents, worked), clock)
    else:
        return Results(lambda: worked.values, worked.spills, differing=worked.differing, worked=worked.columns)
    sheets = contents.sheets
    differing = {
        place for place, value in rest.values.items() if not same_value(sheets[place[0]].value(*place[1:]), value)
    }
    values = worked.values | rest.values
    return Results(lambda: values, worked.spills | rest.spills, rest.not_verified, worked.differing | differing)


def evaluate_by_engine(contents: Contents, clock: Callable[[], float] | None = None) -> Results:
    """The same cell by cell, with nothing but the engine."""
    results = Results()
    engine = Engine(contents, clock, _explaining(contents, clock))
    rewriter = Rewriter(contents, _sharing(engine, contents))
    fed = _feed(engine, rewriter, results)
    gave_up = engine.run() if fed else None
    if gave_up is None:
        _collect(engine, contents, fed, results)
        if _has_errors(contents, results) and _sum_carefully(engine, rewriter, fed):
            gave_up = engine.run()
            _collect(engine, contents, fed, results)
    if gave_up is not None:
        results = Results(not_verified=results.not_verified)
        for place in fed:
            results.not_verified[place] = Unverified(N_("the engine gave up on this workbook"))
    return results


_OFTEN = 8
"""In so many cells a formula must stand before what it looks into is worked out beside them."""


def _sharing(engine: Engine, contents: Contents) -> Callable[[str, str], Shared | None]:
    """Has a call worked out once for all cells of a formula that stands in many."""
    often = Counter(cell.formula for sheet in contents.sheets.values() for cell in sheet.cells.values())
    return lambda formula, call: engine.shared(call) if often[formula] >= _OFTEN else None


def _has_errors(contents: Contents, results: Results) -> bool:
    """Whether any cell is an error: only then is a sum looked at twice, for the errors that it could have met."""
    stored = (cell.value for sheet in contents.sheets.values() for cell in sheet.cells.values())
    return any(isinstance(value, CellError) for value in (*results.values.values(), *stored))


def _sum_carefully(engine: Engine, rewriter: Rewriter, fed: Iterable[Place]) -> bool:
    """Put sums in the place of others that give an error where they match one; whether there are any."""
    sums = {}
    for place in fed:
        cell = rewriter.contents.sheets[place[0]].cells[place[1:]]
        if (careful := rewriter.carrying_errors(cell.formula or "", *place)) is not None:
            sums[place] = _for_cell(engine, place, cell, careful)
    engine.set_formulas(sums)
    return bool(sums)


def _feed(engine: Engine, rewriter: Rewriter, results: Results) -> list[Place]:
    """Give the engine all values and the formulas that it can take; say which it got."""
    contents = rewriter.contents
    formulas = {
        (sheet.name, *position): cell
        for sheet in contents.sheets.values()
        for position, cell in sheet.cells.items()
        if cell.formula is not None
    }
    texts = {cell.formula or "" for cell in formulas.values()}
    unknown = _unknown_functions(set().union(*(parts_of(text).functions for text in texts)))
    for sheet in contents.sheets.values():
        engine.add_sheet(sheet.name)
    for sheet in contents.sheets.values():
        engine.set_values(sheet.name, _plain_values(sheet))
    plain: dict[Place, str] = {}
    for place, cell in formulas.items():
        try:
            plain[place] = _plain_formula(engine, rewriter, place, cell, unknown)
        except FormulaProblem as problem:
            results.not_verified[place] = Unverified(problem.message, problem.values)
    for place, reason in engine.set_formulas(plain).items():
        results.not_verified[place] = Unverified(N_("it cannot be read as a formula ({reason})"), {"reason": reason})
    for place in results.not_verified:
        # What stands on it is worked out from its stored value, as a spreadsheet without the function would.
        engine.set_values(place[0], [(*place[1:], formulas[place].value)])
    return [place for place in plain if place not in results.not_verified]


def _plain_formula(engine: Engine, rewriter: Rewriter, place: Place, cell: Cell, unknown: set[str]) -> str:
    """A formula as the engine takes it, or a `FormulaProblem`."""
    formula = cell.formula or ""
    used = parts_of(formula).functions
    used -= LIFTED.keys() if _is_array(cell) else {MATRIX}
    if unknown and (missing := sorted(used & unknown)):
        raise FormulaProblem(N_("the function {name} is not known here"), name=missing[0])
    return _for_cell(engine, place, cell, rewriter.plain(formula, *place))


def _is_array(cell: Cell) -> bool:
    return cell.spill is not None or cell.dynamic


def _for_cell(engine: Engine, place: Place, cell: Cell, plain: str) -> str:
    """A formula as the engine takes it for a cell that may show only a part of its result."""
    if cell.spill is None and not cell.dynamic and plain.endswith(")"):
        name = bare_name(plain.partition("(")[0])
        if name is not None and FUNCTIONS[name].contract.result.layout is not Layout.ONE:
            # A cell that does not spill shows the first element.
            plain = f"INDEX({plain},1,1)"
    if _is_array(cell):
        plain = lifted(plain)
    elif f"{MATRIX}(" in plain:
        plain = lifted(plain, (MATRIX,))
    return engine.explaining(plain, place[0]) if f"{EXPLAIN}(" in plain else plain


def _plain_values(sheet: Sheet) -> Iterable[tuple[int, int, CellValue]]:
    """Values of the cells without a formula, except what an array formula spilled into: that would be in its way."""
    spilled = [cell.spill for cell in sheet.cells.values() if cell.spill is not None and cell.formula is not None]
    for (row, column), cell in sheet.cells.items():
        if cell.formula is None and not any((row, column) in area for area in spilled):
            yield row, column, cell.value


_KNOWN: dict[str, bool] = {}


def _unknown_functions(names: AbstractSet[str]) -> set[str]:
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


def _collect(engine: Engine, contents: Contents, fed: Iterable[Place], results: Results) -> None:
    """Take what the engine worked out."""
    for place in fed:
        _collect_cell(engine, place, contents.sheets[place[0]].cells[place[1:]], results)


def _collect_cell(engine: Engine, place: Place, cell: Cell, results: Results) -> None:
    sheet, row, column = place
    value = engine.value(*place)
    if isinstance(value, EngineError):
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
    translate: Translate = in_english,
    at: tuple[int, int] | None = None,
) -> Outcome:
    """Work out one formula, by itself or among the cells of a workbook, of which it changes nothing.

    `translate` is what the message is told in, `at` the cell that it is worked out for, where that makes a difference.

    >>> evaluate_formula("=TARGET_SPLIT(100,{1;1;1})").value
    [[34.0], [33.0], [33.0]]
    >>> evaluate_formula("=ACHIEVEMENT(1,0)").message
    'target: found 0; expected a target other than 0.'
    """
    if contents is None:
        contents = Contents(Path(_SCRATCH), {_SCRATCH: Sheet(_SCRATCH, "")})
    else:
        from xltargets.workbooks.program.running import with_results, work_out

        worked = work_out(contents, clock)
        contents = contents if worked is None else with_results(contents, worked)
    worked_out = _worked_out(contents, clock, _explaining(contents, clock))
    return _work_out(*worked_out, formula, sheet or next(iter(contents.sheets)), translate, at)


def _worked_out(
    contents: Contents, clock: Callable[[], float] | None, explain: Callable[[str, str], str] | None = None
) -> tuple[Engine, Rewriter]:
    """An engine with the cells of a workbook, to which formulas can be put."""
    engine, rewriter = Engine(contents, clock, explain), Rewriter(contents)
    if fed := _feed(engine, rewriter, Results()):
        _sum_carefully(engine, rewriter, fed)
        engine.run()
    return engine, rewriter


def _work_out(
    engine: Engine,
    rewriter: Rewriter,
    formula: str,
    sheet: str,
    translate: Translate,
    at: tuple[int, int] | None = None,
) -> Outcome:
    engine.problem = None
    place = _free_place(engine, sheet)
    if at is not None:
        # In its row, and where nothing refers to it: what follows from it would be taken for its own problem.
        place = (sheet, at[0], place[2])
    asked = Cell(*place[1:], formula=formula.strip().removeprefix("="), dynamic=True)
    if not asked.formula:
        return Outcome(CellError("#VALUE!"), translate(N_("There is no formula.")))
    unknown = _unknown_functions(parts_of(asked.formula).functions)
    try:
        meant = place if at is None else (sheet, *at)
        plain = _plain_formula(engine, rewriter, meant, asked, unknown)
        if (careful := rewriter.carrying_errors(asked.formula, *meant)) is not None:
            plain = _for_cell(engine, place, asked, careful)
    except FormulaProblem as problem:
        code = "#NAME?" if "name" in problem.values else "#VALUE!"
        return Outcome(CellError(code), _as_sentence(problem.sentence(translate), translate))
    if engine.set_formulas({place: plain}):
        return Outcome(CellError("#VALUE!"), translate(N_("It cannot be read as a formula.")))
    if (gave_up := engine.run()) is not None:
        return Outcome(CellError("#VALUE!"), _as_sentence(gave_up, translate))
    area = engine.extent(*place)
    rows = [
        [engine.value(sheet, row, column) for column in range(area.left, area.right + 1)]
        for row in range(area.top, area.bottom + 1)
    ]
    value = rows if len(rows) > 1 or len(rows[0]) > 1 else rows[0][0]
    if isinstance(value, EngineError):
        value = CellError("#VALUE!")
    return Outcome(value, _why(value, engine.problem, translate))


def _free_place(engine: Engine, sheet: str) -> Place:
    """Below and to the right of all: the result of a formula has room there, and is in no range that it refers to."""
    if sheet not in engine.free:
        cells = engine.contents.sheets[sheet].cells
        last = (max((row for row, _column in cells), default=0), max((column for _row, column in cells), default=0))
        engine.free[sheet] = (sheet, last[0] + 2, last[1] + 2)
    return engine.free[sheet]


def _why(value: Any, problem: InputProblem | None, translate: Translate) -> str:
    if not isinstance(value, CellError):
        return ""
    if problem is not None and problem.code == value.code:
        return problem.sentence(translate)
    return _as_sentence(translate(_REASONS.get(value.code, N_("the engine cannot work it out"))), translate)


def _as_sentence(reason: str, translate: Translate) -> str:
    return fill(N_("{reason}."), {"reason": reason[:1].upper() + reason[1:].rstrip(".")}, translate)
