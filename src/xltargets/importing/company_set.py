"""A CRM's deals to a company's plan, what each of its teams sold, and one CRM log."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_
from xltargets.importing.account import Account, Remark, exact_sum, shown
from xltargets.importing.credits import MOST, NO_CREDITS, TOO_MANY, credits_from
from xltargets.importing.crm_log_from_deals import log_from_deals
from xltargets.importing.growth import USUAL, growth_to, won_before
from xltargets.importing.named_months import DIVISION, first_month
from xltargets.importing.options import ImportOptions, SourceProblem
from xltargets.importing.plan_from_deals import BASE_REMARKS, Filled, plan_from_deals
from xltargets.templates.content import Filling
from xltargets.templates.crm_log.settings import Settings as LogSettings
from xltargets.units.days import months_later
from xltargets.units.names import for_file, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

Rows = list[dict[str, Any]]
ACCOUNTS = "accounts.csv"
COMPANY = N_("Company")
_IN_NO_TEAM = N_(
    "{count} monthly {count:sum|sums} ({total}) {count:is|are} of people in no team, and {count:stands|stand} in no "
    "workbook."
)
PLAN, SCORECARD = "target-plan", "team-scorecard"


@dataclass(frozen=True, slots=True)
class Sold:
    """What a team sold in the year that runs, as its workbooks have it."""

    review: Rows
    actuals: Rows
    credits: Rows

    def tables_of(self, template: str) -> dict[str, Rows]:
        """The tables that it fills in a workbook of a kind."""
        if template == PLAN:
            return {"review": self.review}
        return {"actuals": self.actuals, "credits": self.credits} if template == SCORECARD else {}


@dataclass(frozen=True, slots=True)
class CompanySet:
    """The company's plan, what each team sold, and an account of the data."""

    plan: Filling
    sold: dict[str, Sold]
    """By unit ID."""
    log: Filled | None
    """The CRM log of all teams, with what it says besides the plans; None where the deals name no customers."""
    year_start: datetime.date
    last_month: datetime.date
    """The last month with a won deal: the months until then count as closed."""
    target: float
    used: list[Remark]
    not_used: list[Remark]
    account: Account | None = None
    """What became of each row of the deals in the plans."""


def set_from_deals(
    deals_path: Path,
    team_path: Path,
    *,
    customers_path: Path | None = None,
    products_path: Path | None = None,
    target: float | None = None,
    settings: Mapping[str, Any] | None = None,
    options: ImportOptions | None = None,
    translate: Callable[[str], str] = lambda message: message,
) -> CompanySet:
    """A company's plan from its deals, and by team what was sold this year, for Review and the scorecards.

    All deals go into one log, so that customers of several teams stand in it once; the roll-up tells the teams apart
    by the owners of opportunities.

    Args:
        deals_path: Deals of a CRM.
        team_path: The team list with person and team.
        customers_path: A list of customers; `accounts.csv` beside the deals if left out.
        products_path: A product list to compare with.
        target: The company's target of the year; without it last year and growth.
        settings: Values for all Settings; `year_start` defaults to the first of January of the last won deal.
            In a year of weeks it is its first day, and each sale is of the period in which its day lies.
            `owner` is who answers for the log; a team's manager answers for its workbooks.
        options: What the files do not say by themselves.
        translate: To the language of the workbooks.
    """
    given = dict(settings or {})
    whole = plan_from_deals(
        deals_path, team_path=team_path, products_path=products_path, settings=given, options=options, is_running=True
    )
    in_whole = whole.filling.forms["settings"]
    given["year_start"] = start = in_whole["year_start"]
    first = first_month(given)
    if "currency" in in_whole:
        given.setdefault("currency", in_whole["currency"])
    units, history = _with_ids(whole.filling.tables["units"]), whole.filling.tables["history"]
    teams = list(dict.fromkeys(str(row["team"]) for row in units if row.get("team")))
    if not teams:
        raise SourceProblem(N_("{path} names no team, so there are no workbooks to make."), path=team_path)
    given |= {key: in_whole[key] for key in ("decimals",) if key in in_whole}
    total = _total(in_whole.get("agreed") if target is None else target, history, given, deals_path)
    units = [row for row in units if row.get("team")]
    people = {row["person"] for row in units}
    now = [row for row in history if _is_in_year(row["month"], first)]
    last_month = max((row["month"] for row in now), default=months_later(first, -1))
    outside = [row for row in now if row["person"] not in people]
    # What a single plan says of its base does not hold here: the year's deals are its actuals, the target is given.
    not_used = [remark for remark in whole.not_used if remark.message not in BASE_REMARKS]
    if outside:
        not_used.append(
            Remark(_IN_NO_TEAM, len(outside), {"total": shown(exact_sum(row["amount"] for row in outside))})
        )
    ids = new_ids(teams)
    unit = given.get("organisation") or translate(COMPANY)
    settings = {"unit": unit, "owner": unit, **growth_to(total, won_before(history, first)), **given}
    plan = _plan(units, [row for row in history if row["month"] < first], ids, {**settings, "agreed": total})
    closed = [month for month in (months_later(first, number) for number in range(12)) if month <= last_month]
    deals = _to_credit(whole, first, not_used)
    people_of = {ids[team]: [row["person"] for row in units if str(row["team"]) == team] for team in teams}
    currency = str(given.get("currency", ""))
    sold = {unit_id: _sold(members, now, deals, closed, currency) for unit_id, members in people_of.items()}
    if deals and any(row["actual"] for one in sold.values() for row in one.actuals if not one.credits):
        not_used.append(Remark(NO_CREDITS, 0))
    try:
        filled = _log(deals_path, team_path, customers_path, products_path, {**settings, "target": total}, options)
    except SourceProblem as problem:
        if customers_path is not None:
            raise
        log = None
        not_used.append(Remark(N_("No CRM log was written: {problem}"), 0, {"problem": problem}))
    else:
        # Both read the same files, and what is amiss in them is told once.
        said = [*whole.used, *whole.not_used]
        log = Filled(filled.filling, _unsaid(filled.used, said), _unsaid(filled.not_used, said), filled.account)
    return CompanySet(plan, sold, log, start, last_month, total, whole.used, not_used, whole.account)


def scorecard_from_deals(
    deals_path: Path,
    *,
    team_path: Path | None = None,
    products_path: Path | None = None,
    settings: Mapping[str, Any] | None = None,
    options: ImportOptions | None = None,
) -> Filled:
    """One team's scorecard from its deals: who sold, and how much in each month of the year.

    A quota starts as what the member won in the twelve months before; nothing else is known of it.
    """
    given = dict(settings or {})
    division = {key: given[key] for key in DIVISION if key in given}
    whole = plan_from_deals(
        deals_path, team_path=team_path, products_path=products_path, settings=division, options=options
    )
    units, history = whole.filling.tables["units"], whole.filling.tables["history"]
    if "currency" in whole.filling.forms["settings"]:
        given.setdefault("currency", whole.filling.forms["settings"]["currency"])
    last = max(row["month"] for row in history)
    start = given.setdefault("year_start", datetime.date(last.year, 1, 1))
    first = first_month(given)
    before = months_later(first, -12)
    sold = _sold_by(row for row in history if before <= row["month"] < first)
    people = {row["person"] for row in units}
    team = [
        {
            "member": row["person"],
            "region": row.get("region"),
            "manager": row.get("team"),
            "quota": sold.get(row["person"]) if row.get("own_weight") is None else row["own_weight"],
            **_membership(row),
        }
        for row in units
    ]
    actuals = [
        {"month": row["month"], "member": row["person"], "actual": round(row["amount"], 2)}
        for row in sorted(history, key=lambda row: (row["month"], row["person"]))
        if _is_in_year(row["month"], first) and row["person"] in people
    ]
    used = list(whole.used)
    if any(row.get("own_weight") is None for row in units):
        message = N_("Quotas begin as what each member won in the year before {start}.")
        used.append(Remark(message, 0, {"start": start}))
    not_used = [remark for remark in whole.not_used if remark.message not in BASE_REMARKS]
    without = sum(row["quota"] is None for row in team)
    if without:
        not_used.append(
            Remark(
                N_(
                    "{count} {count:member|members} won nothing in the year before; enter {count:the quota|their "
                    "quotas}."
                ),
                without,
            )
        )
    deals = [row for row in whole.each_won() if _is_in_year(row["month"], first) and row["person"] in people]
    credited = credits_from(deals, actuals, str(given.get("currency", "")))
    if deals and not credited:
        not_used.append(Remark(NO_CREDITS, 0))
    tables = {"team": team, "actuals": actuals, "credits": credited}
    return Filled(Filling({"settings": given}, tables), used, not_used, whole.account)


def _membership(unit: Mapping[str, Any]) -> dict[str, Any]:
    """What Team has of a person besides levels and quota; the day of joining is that of the role."""
    kept = {key: unit[key] for key in ("person_id", "member_from", "member_until", "member_share") if key in unit}
    return {**kept, "start": unit["member_from"]} if "member_from" in unit else kept


def new_ids(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """A short ID for each name, unlike all others, however their case or signs differ.

    >>> new_ids(["North Harbour", "north-harbour", "华东"])
    {'North Harbour': 'north-harbour', 'north-harbour': 'north-harbour-2', '华东': '华东'}
    """
    used = {name_key(one) for one in taken}
    found = {}
    for name in names:
        stem = wanted = for_file(name) or "id"
        number = 1
        while wanted in used:
            number += 1
            wanted = f"{stem}-{number}"
        used.add(wanted)
        found[name] = wanted
    return found


def _with_ids(units: Rows) -> Rows:
    """Each person with a Person ID, by which workbooks and ledgers know them; who shares a name gets none from us."""
    counts = Counter(name_key(row["person"]) for row in units)
    alone = [str(row["person"]) for row in units if not row.get("person_id") and counts[name_key(row["person"])] == 1]
    ids = new_ids(alone, [str(row["person_id"]) for row in units if row.get("person_id")])
    return [{**row, "person_id": ids[str(row["person"])]} if str(row["person"]) in ids else row for row in units]


def _unsaid(remarks: list[Remark], said: list[Remark]) -> list[Remark]:
    return [remark for remark in remarks if remark not in said]


def _log(
    deals_path: Path,
    team_path: Path,
    customers_path: Path | None,
    products_path: Path | None,
    settings: Mapping[str, Any],
    options: ImportOptions | None,
) -> Filled:
    """The company's log: its unit is the company, which answers for itself where nobody else is named."""
    known = {column.identifier for column in LogSettings.columns}
    beside = deals_path.with_name(ACCOUNTS)
    return log_from_deals(
        deals_path,
        customers_path=customers_path or (beside if beside.exists() else None),
        team_path=team_path,
        products_path=products_path,
        settings={key: value for key, value in settings.items() if key in known},
        options=options,
    )


def _is_in_year(month: datetime.date, first: datetime.date) -> bool:
    return first <= month < months_later(first, 12)


def _sold_by(rows: Iterable[dict[str, Any]]) -> dict[str, float]:
    """What each person sold. Sales history has each name in the spelling of the team list."""
    sold: dict[str, float] = {}
    for row in rows:
        sold[row["person"]] = sold.get(row["person"], 0.0) + row["amount"]
    return sold


def _to_credit(whole: Filled, first: datetime.date, not_used: list[Remark]) -> Rows:
    """The won deals of the year, one by one; none if there are too many for workbooks."""
    deals = list(islice((row for row in whole.each_won() if _is_in_year(row["month"], first)), MOST + 1))
    if len(deals) <= MOST:
        return deals
    not_used.append(Remark(TOO_MANY, 0, {"most": shown(MOST)}))
    return []


def _total(agreed: float | None, history: Rows, given: Mapping[str, Any], deals_path: Path) -> float:
    """The company's target: what was agreed, or last year and its growth."""
    start = given["year_start"]
    last_year = won_before(history, first_month(given))
    total = last_year * (1 + float(given.get("growth", USUAL))) if agreed is None else agreed
    if total <= 0:
        raise SourceProblem(
            N_("No deal of {path} was won in the year before {start}; say the company's target with --target."),
            path=deals_path,
            start=start,
        )
    return total


def _plan(units: Rows, history: Rows, ids: Mapping[str, str], settings: Mapping[str, Any]) -> Filling:
    """The company's plan: its people weigh as in the year before, and each team is a unit that its manager owns."""
    tables: dict[str, Rows] = {
        "units": units,
        "history": history,
        "periods": [{} for _month in range(12)],
        "review": [{} for _month in range(12)],
        "organisation": [{"unit_id": ids[team], "unit": team, "owner": team} for team in ids],
    }
    return Filling({"settings": dict(settings)}, {name: rows for name, rows in tables.items() if rows})


def _sold(members: list[str], sold: Rows, deals: Rows, closed: list[datetime.date], currency: str) -> Sold:
    """What a team sold by month and member, and each deal of it; months until the last with a deal are closed."""
    known = frozenset(members)
    sold, deals = ([row for row in rows if row["person"] in known] for rows in (sold, deals))
    actuals = [{"month": row["month"], "member": row["person"], "actual": round(row["amount"], 2)} for row in sold]
    by_month = [round(sum(row["amount"] for row in sold if row["month"] == month), 2) for month in closed]
    # Left blank, a month in which nobody of the team won a deal would be missing.
    there = {row["month"] for row in sold}
    quiet = [{"month": month, "member": members[0], "actual": 0.0} for month in closed if month not in there]
    return Sold(
        [{"actual": amount} for amount in by_month] + [{} for _month in range(12 - len(closed))],
        sorted([*actuals, *quiet], key=lambda row: (row["month"], row["member"])),
        credits_from(deals, actuals, currency),
    )
