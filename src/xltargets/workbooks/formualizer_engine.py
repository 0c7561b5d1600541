"""formualizer as the engine behind ours: its values, errors and functions in our own terms."""

from __future__ import annotations

import datetime
import weakref
from typing import TYPE_CHECKING, Any

from xltargets.errors import CellError, InputProblem
from xltargets.functions import FUNCTIONS, OMITTED, answer
from xltargets.functions.help import EXPLAIN, EXPLAINER
from xltargets.units.days import moment_of
from xltargets.workbooks.contents import Area, address
from xltargets.workbooks.formulas import quoted
from xltargets.workbooks.letter_case import LetterCase, unmarked
from xltargets.workbooks.lifting import NAMES
from xltargets.workbooks.mending import Shared
from xltargets.workbooks.rewriting import OMITTED_MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from xltargets.workbooks.contents import CellValue, Contents

Place = tuple[str, int, int]
"""Sheet name, row, column."""
_MOST_ARGUMENTS = 30
_FARTHEST = 2_000_000_000
"""Row times column: for a cell in the last corner of a sheet the engine makes room for all others, and runs out."""
_MOST_TURNS = 10
"""So often a formula to explain may itself depend on an explanation."""
_SHARED = "\ue000shared"
"""How sheets are named that only the engine has."""
_WHOLE, _ALONE = "XLT_WHOLE", "\ue000alone"
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


class Engine:
    """formualizer, with our functions in it."""

    def __init__(
        self,
        contents: Contents,
        clock: Callable[[], float] | None,
        explain: Callable[[str, str], str] | None = None,
    ) -> None:
        """`explain` gives the sentence of a formula's error, for a formula as text on a sheet."""
        import formualizer

        self.contents = contents
        self._explain = explain
        self._aliases: set[str] = set()
        self._asked: list[tuple[str, str]] = []
        self._explained: dict[tuple[str, str], str] = {}
        self._explaining: dict[Place, str] = {}
        self._shared: dict[str, Shared | None] = {}
        self.problem: InputProblem | None = None
        self.free: dict[str, Place] = {}
        """Where on each sheet there is room for a formula that is asked for."""
        self._case = LetterCase(contents)
        self._book = formualizer.Workbook()
        self._book.set_temporal_egress("serial")
        self._clock = clock
        if clock is not None:
            day = moment_of(clock()).replace(tzinfo=datetime.UTC)
            self._book.set_deterministic_clock(day, "utc")
        for name in FUNCTIONS:
            self._book.register_function(name, self._callback(name), min_args=0, max_args=_MOST_ARGUMENTS)
        for name, function in NAMES.items():
            self._book.register_function(name, self._native(function), min_args=2, max_args=2)

    def _callback(self, name: str) -> Callable[..., Any]:
        # The book holds its functions where Python's collector does not look: one that held the engine in turn would
        # keep both, and every cell of the workbook, for good.
        engine_of = weakref.ref(self)

        def worked_out(*arguments: Any) -> Any:
            engine = engine_of()
            assert engine is not None
            found = answer(name, [_from_engine(argument) for argument in arguments], engine._clock)
            engine.problem = found.problem or engine.problem
            return engine._to_engine(found.cells)

        return worked_out

    def _native(self, function: Callable[[Any, Any], Any]) -> Callable[..., Any]:
        engine_of = weakref.ref(self)

        def worked_out(*arguments: Any) -> Any:
            engine = engine_of()
            assert engine is not None
            return engine._to_engine(function(*map(_from_engine, arguments)))

        return worked_out

    def explaining(self, formula: str, sheet: str) -> str:
        """The formula with its XLT_EXPLAIN bound to the sheet that bare references in the explained text mean."""
        if self._explain is None:
            return formula
        alias = f"{EXPLAIN}_{list(self.contents.sheets).index(sheet)}"
        if alias not in self._aliases:
            self._aliases.add(alias)
            self._book.register_function(alias, self._explainer(alias, sheet), min_args=1, max_args=1)
        return formula.replace(f"{EXPLAIN}(", f"{alias}(")

    def _explainer(self, alias: str, sheet: str) -> Callable[..., Any]:
        engine_of = weakref.ref(self)

        def explain(text: str) -> str:
            engine = engine_of()
            return "" if engine is None else engine._asked_before(text.replace(f"{alias}(", f"{EXPLAIN}("), sheet)

        def worked_out(*arguments: Any) -> Any:
            engine = engine_of()
            assert engine is not None
            token = EXPLAINER.set(explain)
            try:
                return engine._to_engine(answer(EXPLAIN, [_from_engine(argument) for argument in arguments]).cells)
            finally:
                EXPLAINER.reset(token)

        return worked_out

    def _asked_before(self, text: str, sheet: str) -> str:
        """The sentence of a formula if it is known; else it is asked for, and found out when the engine stands still.

        While it runs, one of its threads would wait for another to let go of the cells.
        """
        if (text, sheet) not in self._explained:
            self._asked.append((text, sheet))
            return ""
        return self._explained[text, sheet]

    def _explain_asked(self) -> bool:
        """Find out what was asked for, and have those cells worked out again; whether there are any."""
        asked, self._asked = self._asked, []
        if not asked or self._explain is None:
            return False
        # What is explained is worked out without explaining in turn, so that it ends.
        token = EXPLAINER.set(lambda _text: "")
        try:
            for text, sheet in asked:
                if (text, sheet) not in self._explained:
                    self._explained[text, sheet] = self._explain(text, sheet)
        finally:
            EXPLAINER.reset(token)
        self.set_formulas(dict(self._explaining))
        return True

    def add_sheet(self, name: str) -> None:
        """Make room for a sheet."""
        self._book.add_sheet(name)

    def set_values(self, sheet: str, cells: Iterable[tuple[int, int, CellValue]]) -> None:
        """Take the values of cells without a formula."""
        # From below: the engine makes room once then, instead of again and again.
        for row, column, value in sorted(cells, key=lambda cell: cell[:2], reverse=True):
            if row * column > _FARTHEST:
                continue
            if isinstance(value, CellError):
                self._book.set_formula(sheet, row, column, f"={value.code}")
            elif value is not None:
                self._book.set_value(sheet, row, column, self._to_engine(value))

    def set_formulas(self, formulas: Mapping[Place, str]) -> dict[Place, str]:
        """Take formulas, down each column at once where it can; say which it cannot read, and why."""
        refused: dict[Place, str] = {}
        if self._aliases:
            self._explaining |= {place: formula for place, formula in formulas.items() if f"{EXPLAIN}_" in formula}
        refused |= {place: "it stands too far out" for place in formulas if place[1] * place[2] > _FARTHEST}
        formulas = {
            place: self._case.marked_literals(formula) for place, formula in formulas.items() if place not in refused
        }
        for (sheet, row, column), run in _down_columns(formulas):
            try:
                self._book.set_formulas_batch(sheet, row, column, [[f"={formula}"] for formula in run])
            except (ValueError, RuntimeError, TypeError, OverflowError):
                for offset, formula in enumerate(run):
                    try:
                        self._book.set_formula(sheet, row + offset, column, f"={formula}")
                    except (ValueError, RuntimeError, TypeError, OverflowError) as problem:
                        refused[sheet, row + offset, column] = str(problem)[:100]
        return refused

    def shared(self, call: str) -> Shared | None:
        """Have a call worked out once that many cells look into; None where the engine cannot read it."""
        if call not in self._shared:
            if not self._shared:
                self._book.register_function(_WHOLE, _never_alone, min_args=1, max_args=1)
                self._book.add_sheet(_SHARED)
            number = len(self._shared) + 1
            sheet = f"{_SHARED} {number}"
            self._book.add_sheet(sheet)
            first, whole = f"{quoted(sheet)}A1", f"{quoted(sheet)}A1#"
            # An error that the engine meets before it calls anything does not spill, so that there is no A1# at all.
            is_alone = f'OR(IFERROR(INDEX({whole},ROWS({whole}),1)="{_ALONE}",FALSE),IFERROR(ROWS({whole})<1,TRUE))'
            refused = self.set_formulas({(sheet, 1, 1): f"{_WHOLE}({call})", (_SHARED, number, 1): is_alone})
            self._shared[call] = None if refused else Shared(f"{quoted(_SHARED)}A{number}", first, whole)
        return self._shared[call]

    def run(self) -> str | None:
        """Work everything out; what went wrong, if the engine gave up."""
        import formualizer

        try:
            self._book.evaluate_all()
            for _turn in range(_MOST_TURNS):
                if not self._explain_asked():
                    break
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
        """What a cell shows after `run`."""
        return _from_engine(self._book.get_value(sheet, row, column))

    def _to_engine(self, cells: Any) -> Any:
        if isinstance(cells, list):
            return [[self._to_engine(one) for one in row] for row in cells]
        if isinstance(cells, CellError):
            return {"type": "Error", "kind": _CODES[cells.code]}
        return self._case.marked(cells) if isinstance(cells, str) else cells


def _down_columns(formulas: Mapping[Place, str]) -> Iterator[tuple[Place, list[str]]]:
    """Formulas that stand right below each other, by their first place."""
    run: list[str] = []
    first: Place = ("", 0, 0)
    for place in sorted(formulas, key=lambda place: (place[0], place[2], place[1])):
        if run and place != (first[0], first[1] + len(run), first[2]):
            yield first, run
            run = []
        if not run:
            first = place
        run.append(formulas[place])
    if run:
        yield first, run


def _from_engine(value: Any) -> Any:
    if isinstance(value, dict):
        code = _KINDS.get(str(value.get("kind")))
        return CellError(code) if code else EngineError(str(value.get("kind")))
    if isinstance(value, list):
        return [_from_engine(one) for one in value]
    if value == OMITTED_MARK and isinstance(value, str):
        return OMITTED
    if isinstance(value, str):
        return unmarked(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) + 0.0  # a sum of nothing comes as -0.0
    return value


def _never_alone(result: Any) -> Any:
    """A result that covers several cells: by `A1#` the engine finds no single one. A single one gets a mark below."""
    if isinstance(result, list) and (len(result) > 1 or len(result[0]) > 1):
        return result
    return [[result[0][0] if isinstance(result, list) else result], [_ALONE]]


class EngineError(CellError):
    """An error of the engine that no spreadsheet has, such as a circle it saw: not a result."""
