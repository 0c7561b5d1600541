"""XL60: which submissions count, and whose they are."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.rollup.across.given import Across, Disagreement, at_field, at_row, source_of_field
from xltargets.rollup.admission import (
    COMPANY,
    FOREIGN,
    NO_RATE,
    OTHER_THAN_UNIT,
    OTHER_YEAR,
    OWNERS,
    PLAN,
    YEAR_UNSURE,
    is_the_companys,
    teams_of,
)
from xltargets.spine.identity import are_near
from xltargets.spine.order import is_ahead
from xltargets.templates import TEMPLATES
from xltargets.units.days import day_of
from xltargets.units.names import name_key
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule
from xltargets.views.location import Location
from xltargets.views.showing import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.rollup.extraction import Extract, Row

UNIT, UNIT_ID = "settings.unit", "settings.unit_id"


@rule("XL601", "unknown-unit", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def unknown_unit(across: Across) -> Iterator[Disagreement]:
    """The company's plan does not list the unit of a workbook.

    What it does
        With --expect, looks the unit in Settings up among the teams of the company's plan.

    Why it matters
        A slip in the name makes a unit of its own: its target would be added to the company's once more.

    Example
        The workbook is of Nort; the company's plan lists North, South and West.

    How to repair
        Write the name as the company's plan does, or add the unit there.

    Safe repair
        None.
    """
    known = {name_key(name): name for name in across.admission.parents_teams()}
    for extract in _unlisted(across).values():
        name = extract.text(UNIT)
        near = difflib.get_close_matches(name_key(name), known, 1)
        if near:
            message = N_("The unit is {found}, which {plan} does not list; the nearest there is {near}.")
        else:
            message = N_("The unit is {found}, which {plan} does not list.")
        assert across.expected is not None
        values = {"plan": _teams(across.expected), "near": known[near[0]] if near else ""}
        repair = N_("Write the name as the company's plan does, or add the unit there.")
        yield Disagreement(extract.file, Fault(at_field(extract, UNIT), message, repair, name, None, values))


def _unlisted(across: Across) -> dict[str, Extract]:
    """The workbooks, by file, whose unit the company's plan does not list; none where it lists no units."""
    known = set(map(name_key, across.admission.parents_teams()))
    return {
        file: extract
        for file, extract in across.extracts.items()
        if known and extract.template != COMPANY and name_key(extract.text(UNIT)) not in known
        if across.expected is None or not is_the_companys(across.expected, *_whose(extract))
    }


def _whose(extract: Extract) -> tuple[str, str, str]:
    return extract.template, extract.text(UNIT_ID), extract.text(UNIT)


@rule("XL602", "workbook-not-there", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def workbook_not_there(across: Across) -> Iterator[Disagreement]:
    """A unit of the company's plan has not handed in a target plan or a team scorecard.

    What it does
        With --expect, looks for a target plan and a team scorecard of each team that the company's plan lists, by ID
        and by name. A refused workbook is there, and told as refused, and so is one whose name is spelt almost so.

    Why it matters
        The company's figures lack the unit, and a total of five units reads as one of six.

    Example
        West is a team of the company's plan, and handed in a target plan only.

    How to repair
        Ask the unit for it.

    Safe repair
        None.
    """
    if across.expected is None:
        return
    for row, name, kind in not_there(across.expected, lambda *asked: _is_there(across, *asked)):
        message = N_("{unit} has not handed in its workbook of the kind {kind}.")
        values = {"unit": name, "kind": Phrase(TEMPLATES[kind].title)}
        at = at_row(across.expected, "units", "team", row, f"{name} / {kind}")
        repair = N_("Ask the unit for it.")
        yield Disagreement(across.expected.file, Fault(at, message, repair, values=values))


def not_there(expected: Extract, is_there: Callable[[str, str, str], bool]) -> Iterator[tuple[Row, str, str]]:
    """What the company's plan expects and is not there, asked by kind, name and ID of the unit: its row, name, kind."""
    told: set[str] = set()
    ids = {name_key(row.values.get("unit")): row.values.get("unit_id") for row in _listed_units(expected)}
    for row, name in zip(expected.rows["units"], teams_of(expected), strict=True):
        if not name or name_key(name) in told:
            continue
        told.add(name_key(name))
        for kind in OWNERS:
            if not is_there(kind, name, str(ids.get(name_key(name)) or "")):
                yield row, name, kind


def _listed_units(plan: Extract) -> list[Row]:
    return plan.rows.get("organisation", [])


def lists_units(plan: Extract) -> bool:
    """Whether it is the plan of a company or of a part of one, whose people are those of its units."""
    return any(row.values.get("unit_id") for row in _listed_units(plan))


def _is_there(across: Across, kind: str, name: str, unit_id: str) -> bool:
    """Whether a unit has handed a workbook in, also one whose name is wrong, of which XL601 asks."""
    names, ids = across.handed_in.get(kind, ({}, set()))
    if name_key(name) in names or (name_key(unit_id) and name_key(unit_id) in ids):
        return True
    return any(are_near(one, name) for one in names.values())


@rule("XL603", "submission-undecided", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def submission_undecided(across: Across) -> Iterator[Disagreement]:
    """Several workbooks are of one unit and kind, and nothing tells which counts.

    What it does
        Orders the submissions of a unit by revision and time of saving. Where both were changed since the same state,
        where no time tells, or where the later one lacks what the earlier has, none counts.

    Why it matters
        Either choice would lose what somebody typed.

    Example
        Two scorecards of North were saved at the same time, and one has 60 where the other has 50.

    How to repair
        Send both in one, or say which counts with --prefer.

    Safe repair
        None.
    """
    yield from _left_out(across, superseded=False)


@rule("XL604", "saved-ahead", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def saved_ahead(across: Across) -> Iterator[Disagreement]:
    """A workbook was saved at a time that has not come yet.

    What it does
        Compares the time of last saving in the file with the clock of the run.

    Why it matters
        The newest of several submissions counts. One from the future would be the newest for ever.

    Example
        It was saved on 2099-01-01.

    How to repair
        Set the clock of the computer it comes from, and save it again.

    Safe repair
        None.
    """
    for one in across.collected:
        if one.extract is not None and is_ahead(one.saved, across.terms.now) and one.saved.modified is not None:
            message = N_("It was saved on {day}, and today is {today}.")
            values = {"day": one.saved.modified.date().isoformat(), "today": day_of(across.terms.now).isoformat()}
            repair = N_("Set the clock of the computer it comes from, and save it again.")
            yield Disagreement(one.file, Fault(Location(), message, repair, values=values))


@rule("XL605", "superseded", Severity.INFO, scope=Scope.ACROSS, since="0.4.0")
def superseded(across: Across) -> Iterator[Disagreement]:
    """A newer workbook, or one that holds the same, counts in its place.

    What it does
        Orders the submissions of a unit by revision and time of saving.

    Why it matters
        It is in no figure, which is right; whoever looks for its figures should know.

    Example
        Two scorecards of North hold the same.

    How to repair
        Nothing is to be done.

    Safe repair
        None.
    """
    yield from _left_out(across, superseded=True)


def _left_out(across: Across, *, superseded: bool) -> Iterator[Disagreement]:
    admission = across.admission
    for file, reason in admission.left_out.items():
        if file not in admission.unit_of or (file in admission.superseded) is not superseded:
            continue
        extract = across.extracts[file]
        if (extract.template, admission.unit_of[file]) not in admission.undecided and not superseded:
            continue
        message = N_("It does not count: {reason}.")
        repair = "" if superseded else N_("Send both in one, or say which counts with --prefer.")
        at = Location(row_key="superseded" if superseded else "undecided")
        yield Disagreement(file, Fault(at, message, repair, values={"reason": reason}))


@rule("XL606", "unit-doubtful", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def unit_doubtful(across: Across) -> Iterator[Disagreement]:
    """Nobody can tell whose a workbook is: its unit is spelt almost as another, or one ID has two names.

    What it does
        Compares units by ID, then by name without case and blanks. What is merely near is asked, never joined. Where
        the company's plan (--expect) does not list the name, XL601 tells it.

    Why it matters
        One unit that is taken for two doubles its target; two that are taken for one lose a target.

    Example
        A scorecard is of North Harbor, and the plan of North Harbour.

    How to repair
        Correct the name or the Unit ID, or say --separate if they are two units.

    Safe repair
        None.
    """
    message = N_("It does not count: {reason}.")
    repair = N_("Correct the name or the Unit ID, or say --separate if they are two units.")
    unlisted = _unlisted(across)
    for file in sorted(across.admission.doubtful - unlisted.keys()):
        at, reason = at_field(across.extracts[file], UNIT), across.admission.left_out[file]
        yield Disagreement(file, Fault(at, message, repair, values={"reason": reason}))


@rule("XL614", "year-differs", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def year_differs(across: Across) -> Iterator[Disagreement]:
    """A workbook is of another year than the others.

    What it does
        Compares the first day of the year in Settings with that of the company's plan (--expect), or of most workbooks.

    Why it matters
        Months of different years cannot be added.

    Example
        The year of one scorecard begins on 2025-01-01, that of all others on 2026-01-01.

    How to repair
        Correct the day in Settings, or leave the workbook out.

    Safe repair
        None.
    """
    repair = N_("Correct the day in Settings, or leave the workbook out.")
    yield from _strangers(across, "settings.year_start", (OTHER_YEAR, YEAR_UNSURE), repair)


@rule("XL615", "currency-differs", Severity.ERROR, scope=Scope.ACROSS, since="0.4.0")
def currency_differs(across: Across) -> Iterator[Disagreement]:
    """A workbook's amounts are in another currency than those of the others, and nothing says at what rate to add them.

    What it does
        Compares the currency in Settings with that of the company's plan (--expect), or of most workbooks. Where that
        plan has rates, it looks for one; and all workbooks of a unit have to be in one currency.

    Why it matters
        Euros and dollars cannot be added without a rate.

    Example
        The currency of one scorecard is EUR, that of all others USD.

    How to repair
        Correct the currency; or, if the unit has its own, enter its rate in the company's plan, and give that plan.

    Safe repair
        None.
    """
    repair = N_("Correct the currency; or give the company's plan, with a rate for it on its sheet Exchange rates.")
    yield from _strangers(across, "settings.currency", FOREIGN, repair)


def _strangers(across: Across, field: str, reasons: tuple[str, ...], repair: str) -> Iterator[Disagreement]:
    """Workbooks that were left out for a setting, each beside one that says it otherwise."""
    for file, reason in across.admission.left_out.items():
        if reason.message not in reasons:
            continue
        extract = across.extracts[file]
        mine = extract.fields.get(field)
        if reason.message in (NO_RATE, OTHER_THAN_UNIT):
            message = N_("It does not count: {reason}.")
            yield Disagreement(file, Fault(at_field(extract, field), message, repair, mine, values={"reason": reason}))
            continue
        other = _otherwise(across, field, mine)
        if other is None:
            continue
        message = N_("{label} is {mine} here and {theirs} in {source}.")
        column = TEMPLATES[PLAN].column(field)
        values = {
            "label": Phrase(column.label),
            "mine": shown(column.kind, mine) or "–",
            "theirs": shown(column.kind, other.fields.get(field)) or "–",
            "source": source_of_field(other, field),
        }
        yield Disagreement(
            file, Fault(at_field(extract, field), message, repair, mine, other.fields.get(field), values)
        )


def _otherwise(across: Across, field: str, mine: object) -> Extract | None:
    """The company's plan, else a workbook that counts, else any, that says something else."""
    counted = list(across.admission.counted())
    all_of_them = [*([across.expected] if across.expected else ()), *counted, *across.extracts.values()]
    return next((one for one in all_of_them if one.fields.get(field) != mine), None)


def _teams(plan: Extract) -> str:
    sheet = plan.rows["units"][0].sheet if plan.rows["units"] else ""
    return f"{plan.file} · {sheet}"
