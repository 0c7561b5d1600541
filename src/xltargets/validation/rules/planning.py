"""XL5: whether a target plan plans anything, by whose figures, and whether it can be reached."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.templates.target_plan import TARGET_PLAN
from xltargets.templates.target_plan.changes import Changes
from xltargets.templates.target_plan.objectives import VERDICT, Objectives
from xltargets.templates.target_plan.settings import Settings
from xltargets.templates.target_plan.units import Units
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import rule
from xltargets.validation.rules.values import fault
from xltargets.views.location import Location
from xltargets.views.rows import code_in, number_in, rows_with
from xltargets.views.showing import amount_shown
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xltargets.validation.submission import Submission
    from xltargets.views.slots import Slot

ONLY = (TARGET_PLAN.key,)
_UNLIKE = 0.05
"""By this part, an agreed target differs from the one that growth gives by more than rounding."""
_SHARE_UNCOUNTED = 0.001
_REACH = 1.5
"""A target above so many times what the year is heading for is out of reach."""


def _field(submission: Submission, column: object) -> Slot | None:
    return submission.view.fields.get(str(column))


@rule("XL514", "nothing-planned", Severity.ERROR, templates=ONLY)
def nothing_planned(submission: Submission) -> Iterator[Fault]:
    """The target of the year is 0, and people are planned for.

    What it does
        Compares the target of the year with the people in Units.

    Why it matters
        Everybody's target is 0, and everybody reaches it.

    Example
        The sales history was emptied, and Units has people.

    How to repair
        Fill in the sales history, or an agreed target.

    Safe repair
        None.
    """
    total = _field(submission, Settings.total)
    people = sum(1 for _row in rows_with(submission.view, Units.person))
    if total is not None and people and number_in(total) == 0:
        yield fault(
            total,
            N_("{label} is 0, so that nothing is planned for {people} {people:person|people}."),
            N_("Fill in the sales history of the last twelve months, or an agreed target."),
            people=people,
        )


@rule("XL515", "history-uncounted", Severity.WARNING, templates=ONLY)
def history_uncounted(submission: Submission) -> Iterator[Fault]:
    """A part of last year's sales belongs to nobody in Units.

    What it does
        Compares what Units adds up for its people over the last twelve months with the whole in Settings.

    Why it matters
        What nobody is counted for does not shape anybody's target. That is right for those who left, and wrong for a
        name that is written in another way.

    Example
        One person's name is written in another way throughout last year's history.

    How to repair
        Compare the names in Sales history with those in Units.

    Safe repair
        None.
    """
    whole = number_in(_field(submission, Settings.base))
    parts = [
        value
        for table, row in rows_with(submission.view, Units.person, Units.history)
        if (value := number_in(table.slot(table.declared["history"], row))) is not None
    ]
    units = submission.view.tables.get("units")
    if units is None or not whole or not parts:
        return
    taken_over = [
        value
        for table, row in rows_with(submission.view, Units.person, Units.own_weight)
        if not number_in(table.slot(table.declared["history"], row))
        and (value := number_in(table.slot(table.declared["own_weight"], row))) is not None
    ]
    lost = whole - math.fsum((*parts, *taken_over))
    if lost > _SHARE_UNCOUNTED * abs(whole):
        number = units.column_index["history"]
        cells = Area(units.rows[0], number, units.rows[-1], number)
        yield Fault(
            Location(units.sheet.name, "units", None, "history", str(cells)),
            N_("Of {whole} won in the last twelve months, {lost} counts for nobody in Units."),
            N_("Compare the names in Sales history with those in Units; leave it if somebody left."),
            math.fsum((*parts, *taken_over)),
            whole,
            {"whole": amount_shown(whole), "lost": amount_shown(lost)},
        )


@rule("XL518", "change-without-entry", Severity.ERROR, templates=ONLY)
def change_without_entry(submission: Submission) -> Iterator[Fault]:
    """The agreed target is another than last year and growth give, and no change says why.

    What it does
        Compares an agreed target with the one that last year's sales and the growth give. Where they are more than a
        twentieth apart, Changes must have an entry that ends with the agreed target.

    Why it matters
        A target that was moved without a reason cannot be explained to those whose target did not move.

    Example
        The agreed target is 35 % below the planned one, and Changes has no entry for it.

    How to repair
        Enter in Changes from what to what it was changed, why, and by whom.

    Safe repair
        None.
    """
    agreed = _field(submission, Settings.agreed)
    wanted, base, growth = (
        number_in(_field(submission, column)) for column in (Settings.agreed, Settings.base, Settings.growth)
    )
    if agreed is None or wanted is None or not base or growth is None:
        return
    planned = base * (1 + growth)
    entries = [
        number_in(table.slot(table.declared["after"], row)) for table, row in rows_with(submission.view, Changes.after)
    ]
    told = any(entry is not None and math.isclose(entry, wanted, rel_tol=0.005) for entry in entries)
    if abs(wanted - planned) > _UNLIKE * abs(planned) and not told:
        yield fault(
            agreed,
            N_("{label} is {wanted}, {part} {side} what last year and growth give, and Changes has no entry for it."),
            N_("Enter in Changes from what to what it was changed, why and by whom."),
            wanted=amount_shown(wanted),
            part=f"{abs(wanted / planned - 1):.0%}",
            side=Phrase(N_("above") if wanted > planned else N_("below")),
        )


@rule("XL551", "objective-not-smart", Severity.WARNING, templates=ONLY)
def objective_not_smart(submission: Submission) -> Iterator[Fault]:
    """An objective fails one of the five criteria.

    What it does
        Reads the verdicts in Objectives: specific, measurable, achievable, relevant, time-bound. What is not known yet
        is no failure.

    Why it matters
        Nobody can say at the end of the year whether such an objective was reached.

    Example
        An objective has no due day.

    How to repair
        The column Advice says what is missing.

    Safe repair
        None.
    """
    verdicts = [column for column in Objectives.columns if column.choices is VERDICT]
    for table, row in rows_with(submission.view, Objectives.objective, *verdicts):
        failed = [table.heading(column).label for column in verdicts if code_in(table.slot(column, row)) == "Fail"]
        if failed:
            yield fault(
                table.slot(table.declared["objective"], row),
                N_("The objective {found} fails: {criteria}."),
                N_("The column Advice of its row says what is missing."),
                criteria=tuple(failed),
            )


@rule("XL552", "out-of-reach", Severity.WARNING, templates=ONLY)
def out_of_reach(submission: Submission) -> Iterator[Fault]:
    """The target of the year is below what the year is heading for, or far above it.

    What it does
        Compares the target of the year with the forecast in Review, once three months have an actual: a target that is
        less than the forecast by a tenth asks for nothing, and one of half as much again cannot be reached.

    Why it matters
        Either way the target moves nobody.

    Example
        The target is 100,000, and the forecast 60,000.

    How to repair
        Agree on another target, and enter it in Changes; or say in Actions how it will be reached.

    Safe repair
        None.
    """
    total, forecast = (submission.view.fields.get(name) for name in ("settings.total", "status.forecast"))
    whole, expected = number_in(total), number_in(forecast)
    review = submission.view.tables.get("review")
    if forecast is None or not whole or not expected or review is None or "actual" not in review.column_index:
        return
    known = sum(value is not None for value in review.column("actual").numbers())
    if known >= 3 and (expected > 1.1 * whole or whole > _REACH * expected):
        yield fault(
            forecast,
            N_("The target of the year is {whole}, and the year is heading for {expected}: it is {verdict}."),
            N_("Agree on another target and enter it in Changes, or say in Actions how it will be reached."),
            whole=f"{whole:,.0f}",
            expected=f"{expected:,.0f}",
            verdict=Phrase(N_("already reached") if expected > whole else N_("out of reach")),
        )
