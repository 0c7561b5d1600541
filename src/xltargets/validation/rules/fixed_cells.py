"""XL57: cells of the Grid that are fixed, and that nobody has or that leave no right rest to the others."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from xltargets.calc import target_grid
from xltargets.calc.fixed_cells import COLUMN, NoRoom
from xltargets.errors import N_, InputProblem, Phrase
from xltargets.templates.target_plan import TARGET_PLAN
from xltargets.templates.target_plan.fixed import FixedCells
from xltargets.templates.target_plan.in_force import InForce
from xltargets.templates.target_plan.periods import Periods
from xltargets.templates.target_plan.units import Units
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.values import fault
from xltargets.views.rows import is_empty, number_in, rows_with
from xltargets.views.showing import amount_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.templates.schema import Column
    from xltargets.validation.submission import Submission
    from xltargets.views.slots import Slot

ONLY = (TARGET_PLAN.key,)
REPAIR = N_("Lower a fixed amount, delete a row so that its cell shares, or agree on another target.")


@rule("XL575", "fixed-cell-of-nobody", Severity.ERROR, templates=ONLY, since="0.4.0")
def fixed_cell_of_nobody(submission: Submission) -> Iterator[Fault]:
    """A row of Fixed cells means no row of Units, several of them, or no period of the year.

    What it does
        Looks at the rows of Fixed cells whose person is known.

    Why it matters
        Such a row fixes nothing, and whoever wrote it thinks that it does.

    Example
        Ann Lee stands in Units with two products, and the fixed cell names none.

    How to repair
        Enter product or channel as in Units, and the first month of a period.

    Safe repair
        None: only the owner of the plan knows which is meant.
    """
    for table, row in rows_with(submission.view, FixedCells.meant, FixedCells.period, FixedCells.row):
        person, month = table.slot(FixedCells.person, row), table.slot(FixedCells.month, row)
        meant, period = (number_in(table.slot(one, row)) for one in (FixedCells.meant, FixedCells.period))
        if not is_empty(person) and meant is not None and meant != 1:
            message = N_(
                "The fixed cell of {found} means {count} {count:row|rows} of Units that {count:has|have} a target."
            )
            repair = N_("Enter the person, product and channel as one row of Units has them.")
            yield fault(person, message, repair, count=int(meant))
        if not is_empty(month) and number_in(month) is not None and period == 0:
            message = N_("{label} is {found}, which is no first month of a period of this year.")
            yield fault(month, message, N_("Enter the first month of a period, as Periods has it."))


@rule("XL576", "fixed-cells-not-fitting", Severity.ERROR, templates=ONLY, since="0.4.0", root=True)
def fixed_cells_not_fitting(submission: Submission) -> Iterator[Fault]:
    """The fixed cells leave no Grid that sums to the targets of people and periods.

    What it does
        Splits the first plan around the fixed cells, and once changes are in force the open periods. Names the
        greatest fixed cell of the person or period that cannot be met.

    Why it matters
        The others of its row and column share what is left. Less than nothing cannot be shared, and what is left needs
        a cell that is not fixed.

    Example
        Ann Lee has 5,000 of the year, and March alone is fixed at 8,000 for Ann Lee.

    How to repair
        Lower a fixed amount, delete a row so that its cell shares, or agree on another target.

    Safe repair
        None: only the owner of the plan knows which figure is right.
    """
    fixed = [
        (int(place), int(period), number, table.slot(FixedCells.amount, row))
        for table, row in rows_with(submission.view, FixedCells.row, FixedCells.period, FixedCells.held)
        if (place := number_in(table.slot(FixedCells.row, row)))
        and (period := number_in(table.slot(FixedCells.period, row)))
        and (number := number_in(table.slot(FixedCells.held, row))) is not None
    ]
    if not fixed:
        return
    settings = [submission.view.fields.get(f"settings.{name}") for name in ("changes", "changed_from", "decimals")]
    changes, first, decimals = (int(number_in(one) or 0) for one in settings)
    total = number_in(submission.view.fields.get("settings.first_total"))
    people, periods = _numbers(submission, Units.first_plan), _numbers(submission, Periods.first_plan)
    found = _refused(total, people, periods, decimals, fixed)
    if found is None and changes and first > 0:
        size = 12 // max(1, len(periods))
        targets = _numbers(submission, Periods.target)[first - 1 :]
        left = _numbers(submission, InForce[f"r{(first - 1) * size + 1}"])
        later = [(row, period - first + 1, held, slot) for row, period, held, slot in fixed if period >= first]
        found = _refused(fsum(targets), left, targets, decimals, later) if later else None
    if found is not None:
        yield found


def _numbers(submission: Submission, column: Column) -> list[float]:
    """What a column holds, row by row; 0 where it holds no number, or less."""
    table = submission.view.tables.get(column.table)
    if table is None or column.identifier not in table.column_index:
        return []
    return [max(0.0, number_in(table.slot(column, row)) or 0.0) for row in table.rows]


def _refused(
    total: float | None,
    people: list[float],
    periods: list[float],
    decimals: int,
    fixed: list[tuple[int, int, float, Slot]],
) -> Fault | None:
    """The fault that keeps a grid from being there; what is no number is told of elsewhere."""
    if total is None or not fsum(people) or not fsum(periods):
        return None
    try:
        target_grid(total, people, periods, decimals, [one[:3] for one in fixed])
    except NoRoom as problem:
        place = 1 if problem.name == COLUMN else 0
        own = [one for one in fixed if one[place] == problem.index + 1] or fixed
        together = amount_shown(fsum(one[2] for one in own))
        message = N_("The fixed cells of this {which} come to {together}, and its target is {target}.")
        which = Phrase(N_("month") if place else N_("person"))
        slot = max(own, key=lambda one: one[2])[3]
        return fault(slot, message, REPAIR, which=which, together=together, target=amount_shown(problem.margin))
    except InputProblem:
        return None  # a cell twice, or in no row, which others tell
    return None
