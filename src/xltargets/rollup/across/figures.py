"""XL61: figures and people of a unit's workbooks, against the workbook that owns them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from xltargets.errors import N_
from xltargets.rollup.accounts import counts_deals
from xltargets.rollup.across.given import Across, Disagreement, amount_values, at_row, source_of_row
from xltargets.rollup.across.places import Places
from xltargets.rollup.across.submissions import lists_units
from xltargets.rollup.admission import LOG, PLAN, SCORECARD
from xltargets.rollup.loading.quotas import load_quotas
from xltargets.rollup.loading.review import load_actuals
from xltargets.rollup.loading.sold import load_sold
from xltargets.rollup.people import members_of
from xltargets.rollup.persons import people_of
from xltargets.rollup.shelf import AT_HAND
from xltargets.spine.identity import beyond_whole
from xltargets.units.days import day_of, is_serial
from xltargets.units.names import name_key
from xltargets.validation.finding import Fault, Severity
from xltargets.validation.registry import Scope, rule

if TYPE_CHECKING:
    from xltargets.rollup.extraction import Extract, Row
    from xltargets.rollup.loading.interface import Given, Item, Loaded
    from xltargets.rollup.persons import Person
    from xltargets.spine.identity import Member

REFRESH = N_("Refresh the workbook, or correct the figure that is wrong.")
DIFFERS = N_("{row}: {mine} here, {theirs} in {source}.")


@rule("XL609", "quota-differs", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def quota_differs(across: Across) -> Iterator[Disagreement]:
    """A quota that a scorecard took from the plan is not what the plan's Grid has.

    What it does
        Compares each month and member of Quotas in the scorecard with the Grid of the unit's plan. A scorecard into
        which nothing was loaded is not looked at.

    Why it matters
        People are measured and paid by another quota than the plan's. The company reads the plan.

    Example
        Ann's quota of January is 60 in the scorecard, and 50 in the Grid.

    How to repair
        Refresh the scorecard.

    Safe repair
        None.
    """
    for extract in _of(across, SCORECARD):
        rows = extract.rows.get("quotas", [])
        if not rows:
            continue
        theirs: dict[tuple[object, str], Item] = {}
        for item in load_quotas(across.given(extract)).items:
            if item.values.get("quota") is not None:
                theirs[item.values["month"], name_key(item.values["member"])] = item
        for row in rows:
            quota, held = row.values.get("quota"), theirs.get(_month_and_member(row))
            if held is not None and across.differ(extract, quota, held.values["quota"]):
                yield _differs(extract, "quotas", "quota", row, held)


@rule("XL610", "share-above-whole", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def share_above_whole(across: Across) -> Iterator[Disagreement]:
    """A person belongs to units for more than all of the time.

    What it does
        Adds the shares of time of everybody with a Person ID over all units, on each day. The plan of a company or
        a region, which lists units, does not count: its people are theirs.

    Why it matters
        The person carries two full targets, and is counted twice.

    Example
        Ann, p1, belongs to North and to South, each with all of her time.

    How to repair
        Enter the last day in the one unit and the first in the other, or a share of time in both.

    Safe repair
        None.
    """
    for person_id, found in _memberships(across):
        there = beyond_whole([one.member for one in found])
        if not there:
            continue
        *others, last = [one for one in found if any(one.member is member for member in there)]
        message = N_("{name} belongs to this unit with {share} of the time, and to others on the same day ({others}).")
        repair = N_("Enter the last day in the one unit and the first in the other, or a share of time in both.")
        elsewhere = "; ".join(f"{one.source}: {one.member.share:.0%}" for one in others)
        values = {"name": last.member.name, "share": f"{last.member.share:.0%}", "others": elsewhere}
        at = at_row(last.extract, last.table, last.column, last.row, person_id)
        yield Disagreement(last.extract.file, Fault(at, message, repair, last.member.share, 1.0, values))


@dataclass(frozen=True, slots=True)
class _Membership:
    """A person in a unit, and where that is written."""

    member: Member
    extract: Extract
    row: Row
    table: str
    column: str

    @property
    def source(self) -> str:
        return source_of_row(self.extract, self.table, self.column, self.row)


def _memberships(across: Across) -> Iterator[tuple[str, list[_Membership]]]:
    """Those of everybody with a Person ID who has several, by the ID."""

    @lru_cache(AT_HAND)
    def those(unit: str) -> list[_Membership]:
        return list(_memberships_in(across.units[unit]))

    known = Places(
        (name_key(one.member.person_id), unit)
        for unit, workbooks in across.units.items()
        for one in _memberships_in(workbooks)
    )
    for person, units in known.several():
        yield person, [one for unit in units for one in those(unit) if name_key(one.member.person_id) == person]


def _memberships_in(workbooks: dict[str, Extract]) -> Iterator[_Membership]:
    """Those of one unit."""
    plan, scorecard = workbooks.get(PLAN), workbooks.get(SCORECARD)
    owner = plan or scorecard
    if owner is None or lists_units(owner):
        return
    rows = [row for person in people_of(plan, scorecard) for row in _rows_of(person, plan, scorecard)]
    for member, where in zip(members_of(plan, scorecard, owner.text("settings.unit")), rows, strict=True):
        if member.counts and member.person_id:
            yield _Membership(member, *where)


def _rows_of(
    person: Person, plan: Extract | None, scorecard: Extract | None
) -> Iterator[tuple[Extract, Row, str, str]]:
    """The rows of a person in the order in which memberships are told."""
    if plan is not None:
        for row in person.planned:
            yield plan, row, "units", "person"
    if scorecard is not None and person.member is not None:
        yield scorecard, person.member, "team", "member"


@rule("XL612", "review-differs", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def review_differs(across: Across) -> Iterator[Disagreement]:
    """The actual of a period in the plan's Review is not that of its owner.

    What it does
        Compares the actuals of periods that are over with the unit's scorecard, or with the won deals of its CRM log
        where the plan's Settings take the actuals from there. --tolerance says what may differ.

    Why it matters
        One team shows two attainments, one in each of its workbooks.

    Example
        Review has 90 in January, and the scorecard's rows of January sum to 80.

    How to repair
        Refresh the plan, or correct the figure that is wrong.

    Safe repair
        None.
    """
    yield from _as_loaded(across, PLAN, "review", load_actuals, blanks=False)


@rule("XL613", "deals-differ", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def deals_differ(across: Across) -> Iterator[Disagreement]:
    """A scorecard's actual is not the sum of the won deals of the CRM log.

    What it does
        Where the plan's Settings take the actuals from won deals, compares each month and member. --tolerance says
        what may differ.

    Why it matters
        People are paid by another figure than the deals that they won.

    Example
        Ann won 70 in January by the CRM log, and the scorecard has 50.

    How to repair
        Refresh the scorecard, or correct the figure that is wrong.

    Safe repair
        None.
    """
    yield from _as_loaded(across, SCORECARD, "actuals", load_sold, blanks=True)


def _as_loaded(
    across: Across, kind: str, table: str, load: Callable[[Given], Loaded], *, blanks: bool
) -> Iterator[Disagreement]:
    """Actuals that are not what a refresh would load from their owner; `blanks` says whether a missing one is told."""
    for extract in _of(across, kind):
        if kind == SCORECARD and not counts_deals(across.given(extract).others.get(PLAN)):
            continue  # the workbook's own rules compare its actuals with its credits
        rows = {row.number: row for row in extract.rows[table]}
        for item in load(across.given(extract)).items:
            row = rows.get(item.row) if item.row is not None else None
            if row is None or (row.values.get("actual") is None and not blanks):
                continue
            if across.differ(extract, row.values.get("actual"), item.values["actual"]):
                yield _differs(extract, table, "actual", row, item)


@rule("XL617", "customer-of-two-units", Severity.WARNING, scope=Scope.ACROSS, since="0.4.0")
def customer_of_two_units(across: Across) -> Iterator[Disagreement]:
    """A customer is looked after in the CRM logs of two units.

    What it does
        Compares the customers of all CRM logs that count, without case and blanks.

    Why it matters
        Two people call the same customer, and both count the deal.

    Example
        Fox & Co is a customer of North, looked after by Ann Lee, and of South.

    How to repair
        Agree on who looks after the customer, and delete the row in the other log.

    Safe repair
        None.
    """
    known = Places((key, unit) for unit, log in _logs(across) for key, _row in _customers(log))
    shared = {key: units[0] for key, units in known.several() if len(units) > 1}
    for unit, extract in _logs(across) if shared else ():
        for key, row in _customers(extract):
            if shared.get(key, unit) == unit:
                continue
            other = across.units[shared[key]][LOG]
            theirs = next(one for held, one in _customers(other) if held == key)
            name, owner = row.values.get("customer"), row.values.get("owner")
            message = N_("{name} is looked after by {mine} here, and by {theirs} in {source}.")
            repair = N_("Agree on who looks after the customer, and delete the row in the other log.")
            values = {
                "name": name,
                "mine": owner,
                "theirs": theirs.values.get("owner"),
                "source": source_of_row(other, "customers", "owner", theirs),
            }
            at = at_row(extract, "customers", "owner", row, str(name))
            yield Disagreement(extract.file, Fault(at, message, repair, owner, theirs.values.get("owner"), values))


def _logs(across: Across) -> Iterator[tuple[str, Extract]]:
    return ((unit, workbooks[LOG]) for unit, workbooks in across.units.items() if LOG in workbooks)


def _customers(log: Extract) -> Iterator[tuple[str, Row]]:
    """Those of a log that somebody looks after."""
    for row in log.rows.get("customers", []):
        key = name_key(row.values.get("customer"))
        if key and row.values.get("owner"):
            yield key, row


def _of(across: Across, kind: str) -> Iterator[Extract]:
    """The workbooks of a kind that count."""
    return (workbooks[kind] for workbooks in across.units.values() if kind in workbooks)


def _month_and_member(row: Row) -> tuple[object, str]:
    return row.values.get("month"), name_key(row.values.get("member"))


def _differs(extract: Extract, table: str, column: str, row: Row, item: Item) -> Disagreement:
    """A cell and the cells that it should be the same as."""
    month, member = row.values.get("month"), row.values.get("member")
    named = [f"{day_of(month):%Y-%m}"] if isinstance(month, float) and is_serial(month) else []
    key = " / ".join([*named, *([str(member)] if member else [])])
    mine, theirs = row.values.get(column), item.values[column]
    at = at_row(extract, table, column, row, key)
    return Disagreement(
        extract.file, Fault(at, DIFFERS, REFRESH, mine, theirs, amount_values(key, mine, theirs, str(item.source)))
    )
