"""The teams' workbooks to a filling of the company scorecard; its formulas add up, nothing here does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Phrase
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.units.days import day_of, is_serial
from xltargets.units.names import first_spellings, name_key
from xltargets.validation.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xltargets.rollup.extraction import Collected, Extract, Row
    from xltargets.workbooks.contents import CellValue

Rows = list[dict[str, Any]]
OWN_TABLES = ("teams", "people", "regions", "parents", "pipeline", "risks", "sources")
"""What a refresh renews, and nothing else."""


@dataclass
class Company:
    """The accepted workbooks, by kind, and why others were left out."""

    collected: list[Collected]
    parent: Extract | None = None
    left_out: dict[str, Phrase] = field(default_factory=dict)
    """Accepted files that do not fit the others, and why."""

    def __post_init__(self) -> None:
        """Leave out what would be counted twice or cannot be added up."""
        self.currency = self._most("settings.currency")
        self.year_start = self._most("settings.year_start")
        seen: dict[tuple[str, str], str] = {}
        for extract in self._extracts():
            place = (extract.template, name_key(extract.text("settings.unit")))
            if extract.fields.get("settings.currency") != self.currency:
                reason = Phrase(
                    N_("its amounts are in {found}, those of most in {expected}"),
                    found=extract.text("settings.currency"),
                    expected=self.currency,
                )
            elif extract.fields.get("settings.year_start") != self.year_start:
                reason = Phrase(N_("its year does not begin on the day of most others"))
            elif place in seen:
                reason = Phrase(
                    N_("{other} is already there for {unit}"), other=seen[place], unit=extract.text("settings.unit")
                )
            elif extract.template == "company-scorecard":
                reason = Phrase(N_("it is a company scorecard itself"))
            else:
                seen[place] = extract.file
                continue
            self.left_out[extract.file] = reason

    @property
    def scorecard(self) -> Extract | None:
        """The company's scorecard, if it is among the files: nothing of it is counted, but its settings hold."""
        return next((one for one in self._extracts() if one.template == "company-scorecard"), None)

    def _extracts(self) -> Iterable[Extract]:
        return (one.extract for one in self.collected if one.extract is not None)

    def _most(self, reference: str) -> Any:
        found = Counter(extract.fields.get(reference) for extract in self._extracts())
        return found.most_common(1)[0][0] if found else None

    def of(self, template: str) -> dict[str, Extract]:
        """The accepted workbooks of a kind, by unit."""
        return {
            name_key(extract.text("settings.unit")): extract
            for extract in self._extracts()
            if extract.template == template and extract.file not in self.left_out
        }

    def filling(self, settings: dict[str, Any], translate: Callable[[str], str] = lambda text: text) -> Filling:
        """What the company scorecard is filled with."""
        people = self.people()
        given = {"currency": self.currency, "year_start": _day(self.year_start), **settings}
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
            },
        )

    def units(self) -> list[str]:
        """All units that have a plan or a scorecard, as they are written."""
        names: dict[str, str] = {}
        for template in ("target-plan", "team-scorecard"):
            for key, extract in self.of(template).items():
                names.setdefault(key, extract.text("settings.unit"))
        return sorted(names.values())

    def teams(self, people: Rows) -> Rows:
        """One row for each unit; the plan has the last word on targets, the scorecard on actuals."""
        plans, scorecards = self.of("target-plan"), self.of("team-scorecard")
        rows: Rows = []
        for unit in self.units():
            plan, scorecard = plans.get(name_key(unit)), scorecards.get(name_key(unit))
            regions = Counter(row["region"] for row in people if row["unit"] == unit and row["region"])
            first = plan or scorecard
            assert first is not None
            row: dict[str, Any] = {
                "unit": unit,
                "region": regions.most_common(1)[0][0] if regions else None,
                "owner": first.text("settings.owner") or None,
            }
            if plan is not None:
                row |= _plan_figures(plan)
            if scorecard is not None:
                row |= _scorecard_figures(scorecard, row)
            rows.append(row)
        return rows

    def people(self) -> Rows:
        """One row for each person of a unit."""
        plans, scorecards = self.of("target-plan"), self.of("team-scorecard")
        rows: Rows = []
        for unit in self.units():
            plan, scorecard = plans.get(name_key(unit)), scorecards.get(name_key(unit))
            planned = {name_key(row.values.get("person")): row for row in plan.rows["units"]} if plan else {}
            members = _members(scorecard) if scorecard else {}
            for key in dict.fromkeys([*planned, *members]):
                rows.append(_person(unit, planned.get(key), members.get(key), plan, scorecard))
        # The scorecard's formulas look a region up as it is written.
        regions = first_spellings(row["region"] for row in rows if row["region"])
        return [{**row, "region": row["region"] and regions[name_key(row["region"])]} for row in rows]

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
            names = [row.values.get(key) for row in self.parent.rows["units"]]
            known = first_spellings(name for name in (*spelt[key], *names) if isinstance(name, str))
            for name, row in zip(names, self.parent.rows["units"], strict=True):
                target = row.values.get("target")
                if isinstance(name, str) and isinstance(target, float):
                    sums[known[name_key(name)]] = sums.get(known[name_key(name)], 0.0) + target
            source = f"{self.parent.file} · {self.parent.rows['units'][0].sheet}" if sums else ""
            found += [
                {"level": level, "name_of": name, "parent": target, "source": source} for name, target in sums.items()
            ]
        return found

    def pipeline(self) -> Rows:
        """The open opportunities of all CRM logs; in a log of several teams, each is its owner's team's."""
        units = first_spellings(self.units())
        teams: dict[str, set[str]] = {}
        for person in self.people():
            teams.setdefault(name_key(person["person"]), set()).add(person["unit"])

        def unit_of(extract: Extract, row: Row) -> str:
            own = extract.text("settings.unit")
            found = teams.get(name_key(row.values.get("owner")), set())
            if name_key(own) in units or len(found) != 1:
                return units.get(name_key(own), own)
            return next(iter(found))

        keys = ("id", "customer", "owner", "product", "stage", "state", "amount", "probability", "expected")
        return [
            {"unit": unit_of(extract, row), **_taken(row, keys, days=("expected",)), **_source(extract, row)}
            for extract in self.of("crm-log").values()
            for row in extract.rows["opportunities"]
            if row.values.get("state") in ("Open", "Slipping")
        ]

    def risks(self) -> Rows:
        """The open risks of all registers."""
        units = first_spellings(self.units())
        keys = (
            *("id", "risk", "category", "likelihood", "impact", "residual", "level", "expected", "owner", "due"),
            "status",
        )
        return [
            {
                "unit": units.get(unit, extract.text("settings.unit")),
                **_taken(row, keys, days=("due",)),
                **_source(extract, row),
            }
            for unit, extract in self.of("risk-register").items()
            for row in extract.rows["risks"]
            if row.values.get("risk") and row.values.get("status") != "Dropped"
        ]

    def sources(self, translate: Callable[[str], str]) -> Rows:
        """Every file, accepted or not."""
        rows: Rows = []
        for one in self.collected:
            severities = Counter(finding.severity for finding in one.findings)
            reason = self._reason(one, translate)
            rows.append(
                {
                    "file": one.file,
                    "kind": translate(TEMPLATES[one.template].title) if one.template else None,
                    "unit": one.extract.text("settings.unit") if one.extract else None,
                    "owner": one.extract.text("settings.owner") if one.extract else None,
                    "state": "Left out" if reason else "Accepted",
                    "errors": severities[Severity.ERROR],
                    "warnings": severities[Severity.WARNING],
                    "reason": reason or None,
                }
            )
        return rows

    def _reason(self, one: Collected, translate: Callable[[str], str]) -> str:
        if phrase := self.left_out.get(one.file):
            return phrase.sentence(translate)
        if one.extract is not None:
            return ""
        grave = next((finding for finding in one.findings if one.refuses(finding)), None)
        if grave is None:
            return translate(N_("It could not be checked."))
        place = f"{grave.at.sheet}!{grave.at.cell}: " if grave.at.sheet and grave.at.cell else ""
        return place + grave.sentence(translate)


def _plan_figures(plan: Extract) -> dict[str, Any]:
    as_of = plan.number("status.as_of") or 0.0
    targets = []
    for row in plan.rows["review"]:
        target, month = row.values.get("target"), row.values.get("month")
        if isinstance(target, float) and isinstance(month, float) and month <= as_of:
            targets.append(target)
    return {
        "target": plan.number("settings.total"),
        "target_so_far": sum(targets),
        "actual": plan.number("status.actual"),
        "forecast": plan.number("status.forecast"),
        "target_from": plan.source("settings.total"),
        "actual_from": plan.source("status.actual"),
    }


def _scorecard_figures(scorecard: Extract, known: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "actual": scorecard.number("standing.actual"),
        "actual_from": scorecard.source("standing.actual"),
        "forecast": scorecard.number("standing.forecast") or known.get("forecast"),
    }
    if known.get("target") is None:
        found |= {
            "target": scorecard.number("standing.quota"),
            "target_so_far": scorecard.number("standing.target"),
            "target_from": scorecard.source("standing.quota"),
        }
    return found


def _members(scorecard: Extract) -> dict[str, tuple[Row, Row | None]]:
    """The team's rows by member, each with its figures."""
    figures = {name_key(row.values.get("member")): row for row in scorecard.rows["members"]}
    team = {name_key(row.values.get("member")): row for row in scorecard.rows["team"]}
    return {member: (row, figures.get(member)) for member, row in team.items() if member}


def _person(
    unit: str,
    planned: Row | None,
    member: tuple[Row, Row | None] | None,
    plan: Extract | None,
    scorecard: Extract | None,
) -> dict[str, Any]:
    team, figures = member or (None, None)
    row: dict[str, Any] = {"unit": unit}
    if planned is not None and plan is not None:
        row |= _taken(planned, ("person", "region", "target")) | _source(plan, planned)
    if team is not None and scorecard is not None:
        row.setdefault("person", team.values.get("member"))
        row["region"] = row.get("region") or team.values.get("region")
        if row.get("target") is None:
            row["target"] = team.values.get("quota")
        if figures is not None:
            row |= {
                "target_so_far": figures.values.get("target"),
                "actual": figures.values.get("actual"),
                "composite": figures.values.get("composite"),
                "payout": figures.values.get("payout"),
            } | _source(scorecard, figures)
    row.setdefault("region", None)
    return row


def _taken(row: Row, keys: Iterable[str], days: Iterable[str] = ()) -> dict[str, Any]:
    values: dict[str, Any] = {key: row.values.get(key) for key in keys}
    return values | {key: _day(values[key]) for key in days}


def _source(extract: Extract, row: Row) -> dict[str, Any]:
    return {"file": extract.file, "sheet": row.sheet, "row": row.number}


def _day(value: CellValue) -> Any:
    """A serial number as a date."""
    return day_of(value) if isinstance(value, float) and is_serial(value) else None
