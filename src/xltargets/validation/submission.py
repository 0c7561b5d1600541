"""A submitted workbook as the rules see it: a view of what was read, and what happened to it on the way."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from xltargets.errors import Phrase
from xltargets.functions import FUNCTIONS
from xltargets.views.slots import Place
from xltargets.views.view import View
from xltargets.workbooks.formulas import functions_used

if TYPE_CHECKING:
    from xltargets.templates.schema import Template
    from xltargets.validation.comparing.expected import Expectation
    from xltargets.validation.settling import Missing
    from xltargets.workbooks.contents import Contents
    from xltargets.workbooks.package import PackageProblem
    from xltargets.workbooks.surface import Surface


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that failed by a mistake of ours."""

    rule: str
    problem: str
    trace: str

    @property
    def place(self) -> str:
        """The file and line of the mistake."""
        places = re.findall(r'File ".*?([^/\\]+)", line (\d+)', self.trace)
        return ":".join(places[-1]) if places else "?"


@dataclass
class Submission:
    """One workbook: where it is, and what was read of it."""

    path: Path
    as_of: float
    """The day to judge by, as a serial number."""
    opened: View | None = None
    """What was read, if it could be."""
    problem: PackageProblem | None = None
    """Why it could not be read, if it could not."""
    given_up: Phrase | None = None
    """Why its check was broken off, if it was."""
    crashes: list[Crash] = field(default_factory=list)
    surface: Surface | None = None
    """What lies over and around the cells; None where the workbook was not read from a file."""

    def let_go(self) -> None:
        """Forget all that was read: it refers to itself, and would stay until a search of all objects finds it."""
        if self.opened is not None:
            self.opened.let_go()
        vars(self).clear()

    @cached_property
    def missing(self) -> Missing:
        """The results that the file does not have; from here on, its view has them."""
        from xltargets.validation.settling import settled

        self.opened, missing = settled(self.view)
        return missing

    @cached_property
    def expected(self) -> Expectation:
        """What the template writes beside the rows of its tables, and where that stands in this workbook."""
        from xltargets.validation.comparing.expected import expectation

        return expectation(self.view)

    @property
    def view(self) -> View:
        """What was read, for rules that only run on a workbook that was."""
        assert self.opened is not None
        return self.opened

    @cached_property
    def results_only(self) -> frozenset[Place]:
        """The cells where results stand for formulas of ours; empty if any such formula is left in the workbook.

        One that is gone was typed over by a person; all are gone after a program that has none of our functions.
        """
        view = self.view
        sheets = view.contents.sheets.values()
        formulas = {cell.formula for sheet in sheets for cell in sheet.cells.values() if cell.formula is not None}
        if view.template is None or any(functions_used(one) & FUNCTIONS.keys() for one in formulas):
            return frozenset()
        return frozenset(
            slot.place
            for slot in (*view.without_formula, *view.holding_an_empty_text)
            if functions_used(view.expected_formula(slot.column)) & FUNCTIONS.keys()
        )

    @property
    def without_tables(self) -> bool:
        """Whether a program has saved the workbook that keeps no tables, so that none is left of several."""
        view = self.view
        return view.template is not None and len(view.template.tables) > 1 and not view.contents.tables

    @property
    def contents(self) -> Contents | None:
        """The workbook's content, None if it could not be read."""
        return None if self.opened is None else self.opened.contents

    @property
    def template(self) -> Template | None:
        """The template that it was made from, None if it could not be read or is of none of ours."""
        return None if self.opened is None else self.opened.template

    @classmethod
    def read(cls, path: Path, as_of: float) -> Submission:
        """Read a file, safely. What is wrong with it is kept for the rules to tell."""
        from xltargets.workbooks.package import PackageProblem
        from xltargets.workbooks.reader import read_with_surface

        submission = cls(path, as_of)
        try:
            contents, submission.surface = read_with_surface(path)
            submission.opened = View.of(contents, as_of)
        except PackageProblem as problem:
            submission.problem = problem
        except MemoryError:
            raise
        except Exception as problem:  # noqa: BLE001  (a mistake of ours must not stop the batch)
            submission.crashes.append(Crash("reader", repr(problem), traceback.format_exc()))
        return submission
