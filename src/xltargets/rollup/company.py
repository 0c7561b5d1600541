"""The teams' workbooks to a filling of the company scorecard: every figure from its owner, with its source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xltargets.rollup.accounts import counts_deals, of_person, of_unit
from xltargets.rollup.admission import COMPANY, LOG, OWNERS, PLAN, REGISTER, SCORECARD, Admission, questions, teams_of
from xltargets.rollup.asking import ask
from xltargets.rollup.collecting import why_refused
from xltargets.rollup.loading.pipeline import OPEN
from xltargets.rollup.past import deal_on, risk_on
from xltargets.rollup.persons import people_of
from xltargets.rollup.rates import currency_of
from xltargets.rollup.shown_in import shown_in_company
from xltargets.rollup.teams import Team, actual_source, not_by_person, target_source
from xltargets.rollup.terms import Terms
from xltargets.spine.figures import Account, data_day, standing
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import day_of, is_serial
from xltargets.units.names import first_spellings, name_key
from xltargets.validation.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from xltargets.errors import Message
    from xltargets.rollup.extraction import Collected, Extract, Row
    from xltargets.rollup.persons import Person
    from xltargets.spine.figures import Standing
    from xltargets.workbooks.contents import CellValue

Rows = list[dict[str, Any]]
OWN_TABLES = ("teams", "people", "regions", "parents", "pipeline", "risks", "sources")
"""What a refresh renews, and nothing else."""


@dataclass
class Company:
    """The accepted workbooks, and what they come to together."""

    collected: list[Collected]
    parent: Extract | None = None
    terms: Terms = field(default_factory=Terms)
    disagreeing: Mapping[str, Message] = field(default_factory=dict)
    """Files that a rule across workbooks refuses, and why."""
    home: Extract | None = None
    """The company scorecard that is renewed, which has the rates where no company's plan is given."""

    def __post_init__(self) -> None:
        """Decide which workbooks count, and what is to be settled about them."""
        self.admission = Admission(self.collected, self.parent, self.terms, self.disagreeing, self.home)
        self.rates = self.admission.rates
        self.left_out = self.admission.left_out
        self.currency = self.admission.currency
        self.year_start, self.year = self.admission.year_start, self.admission.year
        ask(self)

    @property
    def scorecard(self) -> Extract | None:
        """The company's scorecard, if it is among the files: nothing of it is counted, but its settings hold."""
        extracts = (one.extract for one in self.collected if one.extract is not None)
        return next((extract for extract in extracts if extract.template == COMPANY), None)

    def of(self, template: str) -> dict[str, Extract]:
        """The workbooks of a kind that count, by unit, with amounts in the company's currency."""
        units = self.admission.units
        return {key: self.admission.exchanged(unit[template]) for key, unit in units.items() if template in unit}

    def filling(self, settings: dict[str, Any], translate: Callable[[str], str] = lambda text: text) -> Filling:
        """What the company scorecard is filled with."""
        people = self.people(translate)
        given = {"currency": self.currency, "year_start": _day(self.year_start), **self.admission.weeks}
        given |= {"shown_in": shown_in_company(self) or None, **settings}
        return Filling(
            {"settings": {key: value for key, value in given.items() if value is not None}},
            {
                "teams": self.teams(people),
                "people": people,
                "regions": [{"region": name} for name in sorted({row["region"] for row in people if row["region"]})],
                "parents": self.parents(people),
                "pipeline": self.pipeline(),
                "risks": self.risks(),
                "sources": self.sources(translate),
                **self._rates_tables(),
            },
        )

    def _rates_tables(self) -> dict[str, Rows]:
        """The rates that a refresh of the scorecard goes by."""
        source = self.parent or self.home
        if self.rates is None or source is None:
            return {}
        plan = [_taken(row, ("currency", "plan")) for row in source.rows.get("rates", ())]
        actual = [
            {"month": _day(month), "currency": currency, "rate": rate}
            for (currency, month), rate in sorted(self.rates.actual.items(), key=lambda one: (one[0][1], one[0][0]))
        ]
        return {name: found for name, found in (("rates", plan), ("actual_rates", actual)) if found}

    @cached_property
    def names(self) -> dict[str, str]:
        """All units that have a plan or a scorecard, by key, as they are written."""
        found: dict[str, str] = {}
        for template in OWNERS:
            for key, extract in self.of(template).items():
                name, unit_id = extract.text("settings.unit"), extract.text("settings.unit_id")
                found.setdefault(key, name if key == name_key(name) else f"{name} ({unit_id})")
        return dict(sorted(found.items(), key=lambda pair: pair[1]))

    def units(self) -> list[str]:
        """All units that have a plan or a scorecard, as they are written."""
        return list(self.names.values())

    @cached_property
    def _deals_of(self) -> dict[str, Extract]:
        """The CRM logs whose won deals are their unit's actuals, as its plan says."""
        plans = self.of(PLAN)
        return {key: log for key, log in self.of(LOG).items() if counts_deals(plans.get(key))}

    def _seller(self, key: str) -> str:
        """The kind of workbook that a unit's actuals are in."""
        return LOG if counts_deals(self.of(PLAN).get(key)) else SCORECARD

    @cached_property
    def _accounts(self) -> dict[str, Account]:
        plans, scorecards = self.of(PLAN), self.of(SCORECARD)
        found = {key: of_unit(plans.get(key), scorecards.get(key), self._deals_of.get(key)) for key in self.names}
        # Where several scorecards are there and none counts, the plan's Review must not stand for them.
        silent = {key for template, key in self.admission.undecided if template == self._seller(key)}
        return {key: replace(account, actuals=()) if key in silent else account for key, account in found.items()}

    @cached_property
    def day(self) -> float | None:
        """The day of the data: all figures are as they were at its end. None if there is no actual."""
        return data_day(self._accounts.values(), self.terms.now, self.terms.as_of)

    @cached_property
    def lines(self) -> list[Team]:
        """The units in the figures."""
        plans, scorecards = self.of(PLAN), self.of(SCORECARD)
        found = []
        for key, name in self.names.items():
            account = self._accounts[key]
            here = standing(account, self.day, self.terms.now)
            until = self.day if here.actual is not None else account.known_until(self.terms.now)
            log = self._deals_of.get(key)
            found.append(Team(key, name, plans.get(key), scorecards.get(key), account, here, until, log))
        return found

    @property
    def absent(self) -> list[str]:
        """Units that should be in the figures and are not."""
        here = {name_key(name) for name in self.names.values()} | set(self.names)
        return sorted(name for key, name in self.admission.expected.items() if key not in here)

    @cached_property
    def logged(self) -> dict[str, int]:
        """How many CRM logs have deals of a unit, or are its own, by the unit's name."""
        found: Counter[str] = Counter()
        for key, extract in self.of(LOG).items():
            own = {self.names[key]} if key in self.names else set()
            found.update(own | {self.unit_of_deal(key, row) or "" for row in extract.rows["opportunities"]})
        return {name: count for name, count in found.items() if name in self.names.values()}

    def teams(self, people: Rows) -> Rows:
        """One row for each unit, also for those that should be there and are not."""
        rows: Rows = []
        for team in self.lines:
            regions = Counter(row["region"] for row in people if row["unit"] == team.name and row["region"])
            here = team.standing
            rows.append(
                {
                    "unit": team.name,
                    "region": regions.most_common(1)[0][0] if regions else None,
                    "owner": team.owner,
                    "target": here.target,
                    "target_so_far": here.due,
                    "actual": here.actual,
                    "forecast": here.forecast,
                    "target_from": target_source(team),
                    "actual_from": actual_source(team) if here.actual is not None else None,
                    "until": _day(team.until),
                    "logs": self.logged.get(team.name, 0),
                    **self.in_currency(team),
                }
            )
        return rows + [{"unit": name, "region": None, "owner": None} for name in self.absent]

    def in_currency(self, team: Team) -> dict[str, Any]:
        """The currency of a unit's own workbooks, and what actual rates add to its actual so far."""
        if self.rates is None or (extract := team.plan or team.scorecard) is None:
            return {}
        currency, effect = currency_of(extract), None
        if team.standing.actual is not None and self.day is not None:
            effect = self.rates.effect(currency, team.account, self.day)
        return {"currency": currency, "rates_effect": effect}

    def in_own_currency(self, team: Team) -> tuple[Account, Standing, str | None]:
        """A unit's year and where it stands as its own workbooks have it, and their currency."""
        extract = team.plan or team.scorecard
        if self.rates is None or extract is None:
            return team.account, team.standing, self.currency
        currency = currency_of(extract)
        return *self.rates.undone(currency, team.account, team.standing), currency

    def people(self, translate: Callable[[str], str] = lambda text: text) -> Rows:
        """One row for each person of a unit, and one for what nobody of the unit carries."""
        rows: Rows = []
        for team in self.lines:
            own = [row for _person, row in self.members(team)]
            own += [{"unit": team.name, "person": translate(name), **rest} for name, rest in not_by_person(team, own)]
            rows += own
        # The scorecard's formulas look a region up as it is written.
        regions = first_spellings(row["region"] for row in rows if row["region"])
        return [{**row, "region": row["region"] and regions[name_key(row["region"])]} for row in rows]

    def members(self, team: Team) -> list[tuple[Person, dict[str, Any]]]:
        """The people of a unit, each with the own row. Who was no member in the year, and sold nothing, is none."""
        rows = [(person, self._person(team, person)) for person in people_of(team.plan, team.scorecard)]
        return [(one, row) for one, row in rows if row["target"] != 0.0 or row["actual"] or row["there"]]

    def _person(self, team: Team, person: Person) -> dict[str, Any]:
        account = of_person(team.plan, team.scorecard, person, team.account, team.log)
        counted = self.day is not None and team.standing.actual is not None
        row: dict[str, Any] = {"unit": team.name, "region": None, "target": None}
        if team.plan is not None and person.planned:
            row |= _taken(person.planned[-1], ("person", "region")) | _source(team.plan, person.planned[0])
        if team.scorecard is not None and person.member is not None:
            row.setdefault("person", person.member.values.get("member"))
            row["region"] = row["region"] or person.member.values.get("region")
            row |= _figures(team.scorecard, person.member)
        row["target"] = account.target if account.targets else None
        row["target_so_far"] = account.due(self.day) if counted and self.day is not None and account.targets else None
        row["actual"] = account.actual(self.day) if counted and self.day is not None and account.actuals else None
        row |= {"member_from": _day(person.first), "member_until": _day(person.last)}
        row["there"] = person.is_there(self.day)
        return row

    def parents(self, people: Rows) -> Rows:
        """The parent's targets for regions, teams and people, from its target plan, under the names they have here."""
        if self.parent is None:
            return []
        found: Rows = []
        spelt = {
            "region": [row["region"] for row in people if row["region"]],
            "team": self.units(),
            "person": [row["person"] for row in people],
        }
        for level, key in (("Region", "region"), ("Team", "team"), ("Person", "person")):
            sums: dict[str, float] = {}
            names = (
                [row.values.get(key) for row in self.parent.rows["units"]] if key != "team" else teams_of(self.parent)
            )
            known = first_spellings(name for name in (*spelt[key], *names) if isinstance(name, str))
            for name, row in zip(names, self.parent.rows["units"], strict=True):
                target = row.values.get("target")
                if isinstance(name, str) and name and isinstance(target, float):
                    sums[known[name_key(name)]] = sums.get(known[name_key(name)], 0.0) + target
            source = f"{self.parent.file} · {self.parent.rows['units'][0].sheet}" if sums else ""
            found += [
                {"level": level, "name_of": name, "parent": target, "source": source} for name, target in sums.items()
            ]
        return found

    @cached_property
    def _teams_of(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for person in self.people():
            found.setdefault(name_key(person["person"]), set()).add(person["unit"])
        return found

    def unit_of_deal(self, key: str, row: Row) -> str | None:
        """The unit of a log; in a log of several teams, that of the deal's owner if it is sure."""
        if key in self.names:
            return self.names[key]
        found = self._teams_of.get(name_key(row.values.get("owner")), set())
        return next(iter(found)) if len(found) == 1 else None

    def pipeline(self) -> Rows:
        """The open opportunities of all CRM logs; in a log of several teams, each is its owner's team's."""
        keys = ("id", "customer", "owner", "product", "stage", "state", "amount", "probability", "expected")
        return [
            {
                "unit": self.unit_of_deal(key, row) or extract.text("settings.unit"),
                **_taken(row, keys, days=("expected",)),
                **_source(extract, row),
            }
            for key, extract in self.of(LOG).items()
            for row in self.deals_of(extract)
            if row.values.get("state") in OPEN
        ]

    def deals_of(self, extract: Extract) -> list[Row]:
        """The opportunities of a log, as they were on the day to look from."""
        rows, day = extract.rows.get("opportunities", []), self.terms.as_of
        if day is None:
            return rows
        then = [(row, deal_on(row.values, day)) for row in rows]
        return [replace(row, values=values) for row, values in then if values is not None]

    def _risks(self, extract: Extract) -> list[Row]:
        """The risks of a register, as they were on the day to look from."""
        rows, day = extract.rows["risks"], self.terms.as_of
        if day is None:
            return rows
        bands = [(row.values.get("start"), row.values.get("level")) for row in extract.rows["bands"]]
        known = [(start, str(level)) for start, level in bands if isinstance(start, float) and level]
        return [replace(row, values=risk_on(row.values, known, day)) if row.values.get("risk") else row for row in rows]

    @property
    def year_end(self) -> Any:
        """The last day of the year."""
        return None if self.year is None else day_of(self.year.end)

    def weighted(self, *, gross: bool = False) -> dict[str, float]:
        """The open pipeline that is to close within the year, by unit, each deal by its probability or in full."""
        found: dict[str, float] = {}
        for deal in self.pipeline():
            if deal["expected"] is not None and self.year_end is not None and deal["expected"] <= self.year_end:
                amount = (deal["amount"] or 0.0) * (1.0 if gross else deal["probability"] or 0.0)
                found[deal["unit"]] = found.get(deal["unit"], 0.0) + amount
        return found

    def risks(self) -> Rows:
        """The open risks of all registers."""
        keys = (
            *("id", "risk", "category", "likelihood", "impact", "residual", "level", "expected", "owner", "due"),
            "status",
        )
        return [
            {
                "unit": self.names.get(unit, extract.text("settings.unit")),
                **_taken(row, keys, days=("due",)),
                **_source(extract, row),
            }
            for unit, extract in self.of(REGISTER).items()
            for row in self._risks(extract)
            if row.values.get("risk") and row.values.get("status") != "Dropped"
        ]

    def sources(self, translate: Callable[[str], str]) -> Rows:
        """Every file, accepted or not."""
        rows: Rows = []
        for one in self.collected:
            severities = Counter(finding.severity for finding in one.findings)
            reason = self._reason(one, translate)
            state = "Left out" if reason else "Accepted"
            rows.append(
                {
                    "file": one.file,
                    "kind": translate(TEMPLATES[one.template].title) if one.template else None,
                    "unit": one.unit or None,
                    "owner": one.extract.text("settings.owner") if one.extract else None,
                    "state": "Superseded" if one.file in self.admission.superseded else state,
                    "errors": severities[Severity.ERROR],
                    "warnings": severities[Severity.WARNING],
                    "reason": reason or None,
                    "note": questions(self.admission.notes.get(one.file, ()), translate) or None,
                    "saved": None if one.saved.modified is None else one.saved.modified.date(),
                }
            )
        return rows

    def _reason(self, one: Collected, translate: Callable[[str], str]) -> str:
        if phrase := self.left_out.get(one.file):
            return phrase.sentence(translate)
        if one.extract is not None:
            return ""
        return why_refused(one).sentence(translate)


def _figures(scorecard: Extract, member: Row) -> dict[str, Any]:
    """What a scorecard says of a member besides target and actual, and where."""
    key = name_key(member.values.get("member"))
    figures = next((row for row in scorecard.rows["members"] if name_key(row.values.get("member")) == key), None)
    if figures is None:
        return _source(scorecard, member)
    return _taken(figures, ("composite", "payout")) | _source(scorecard, figures)


def _taken(row: Row, keys: Iterable[str], days: Iterable[str] = ()) -> dict[str, Any]:
    values: dict[str, Any] = {key: row.values.get(key) for key in keys}
    return values | {key: _day(values[key]) for key in days}


def _source(extract: Extract, row: Row) -> dict[str, Any]:
    return {"file": extract.file, "sheet": row.sheet, "row": row.number}


def _day(value: CellValue) -> Any:
    """A serial number as a date."""
    return day_of(value) if isinstance(value, float) and is_serial(value) else None
