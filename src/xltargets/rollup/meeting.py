"""What a manager's meeting looks at, from accepted workbooks: where the teams stand, who needs help, what threatens."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from xltargets.calc import achievement_status
from xltargets.errors import InputProblem
from xltargets.rollup.accounts import of_person
from xltargets.rollup.shown_in import shown_in_company
from xltargets.rollup.teams import actual_source, target_source
from xltargets.rollup.tracing import column_cells, of_months, of_person_cells, of_team
from xltargets.spine.figures import Standing, coverage, standing, together, together_forecast
from xltargets.templates.company_scorecard.settings import Settings
from xltargets.units.days import shown_month

if TYPE_CHECKING:
    from xltargets.rollup.company import Company
    from xltargets.rollup.extraction import Extract
    from xltargets.rollup.persons import Person
    from xltargets.rollup.teams import Team
    from xltargets.rollup.tracing import Origin, Origins
    from xltargets.templates.schema import Column

LONGEST_LIST = 10


def _default(setting: Column) -> float:
    assert isinstance(setting.default, float)
    return setting.default


@dataclass(frozen=True, slots=True)
class Grades:
    """From which attainment on a workbook calls a status green, and amber; a new scorecard's, where none says so."""

    amber: float = _default(Settings.amber)
    green: float = _default(Settings.green)

    @classmethod
    def in_settings(cls, scorecard: Extract) -> Grades:
        """Those of a team's or the company's scorecard."""
        amber, green = (scorecard.number(f"settings.{name}") for name in ("amber", "green"))
        return cls() if amber is None or green is None else cls(amber, green)

    def of(self, attainment: float) -> str:
        """The status, as the scorecard's own function has it; "" where that has none."""
        try:
            return str(achievement_status(attainment, self.amber, self.green))
        except InputProblem:
            return ""


@dataclass(frozen=True, slots=True)
class Line:
    """A team or a person against its target so far."""

    name: str
    owner: str
    standing: Standing
    weighted: float = 0.0
    """Open pipeline of the year, by probability."""
    gross: float = 0.0
    """The same in full."""
    has_log: bool = False
    source: str = ""
    grades: Grades = field(default_factory=Grades)
    before: Standing | None = None
    """Where it was at the end of the month before, or on the day that the page is compared with."""
    origins: Origins = field(default_factory=dict)
    """The cells of target, due and actual."""
    is_person: bool = False
    is_rest: bool = False
    """What nobody of the team carries."""
    is_there: bool = True
    """Whether it still is there on the day of the data: who has left is judged no more."""

    @property
    def attainment(self) -> float | None:
        """Actual over what was due."""
        return self.standing.attainment

    @property
    def is_negative(self) -> bool:
        """Whether less than nothing was due, so that there is no attainment."""
        return self.standing.due is not None and self.standing.due < 0

    @property
    def status(self) -> str:
        """Green, Amber or Red, "" where there is no attainment."""
        return "" if self.attainment is None or not self.is_there else self.grades.of(self.attainment)

    @property
    def earlier_status(self) -> str:
        """The status of what it had attained before, by the thresholds of today."""
        then = None if self.before is None else self.before.attainment
        return "" if then is None else self.grades.of(then)

    @property
    def gap(self) -> float:
        """What is missing of what was due."""
        return self.standing.missing

    @property
    def ahead(self) -> float | None:
        """How much more there is than was due, below 0 how much less."""
        if self.standing.actual is None or self.standing.due is None:
            return None
        return self.standing.actual - self.standing.due

    @property
    def coverage(self) -> float | None:
        """Weighted pipeline over what is left of the year's target, of a team that has a log."""
        return coverage(self.weighted, self.standing.target, self.standing.actual) if self.has_log else None


@dataclass(frozen=True, slots=True)
class Month:
    """A month of all plans together."""

    name: str
    target: float
    actual: float | None


@dataclass(slots=True)
class Meeting:
    """All figures of the page."""

    currency: str
    teams: list[Line] = field(default_factory=list)
    members: dict[str, list[Line]] = field(default_factory=dict)
    """By team, everybody of it, and what nobody of it carries."""
    months: list[Month] = field(default_factory=list)
    risks: list[dict[str, Any]] = field(default_factory=list)
    alerts: list[dict[str, Any]] = field(default_factory=list)
    slipping: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[dict[str, Any]] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    """Files that count and have something to be settled."""
    files: int = 0
    day: float | None = None
    """The day of the data."""
    year_start: float | None = None
    grades: Grades = field(default_factory=Grades)
    """What all together are judged by."""
    before_day: float | None = None
    """The end of the month before, by the same workbooks."""
    month_origins: tuple[Origin, ...] = ()
    pipeline_origins: tuple[Origin, ...] = ()
    """The deals in coverage."""
    shown_in: str = ""
    """The unit of amounts of the page, "" for all in full."""
    rates_effect: float | None = None
    """What actual rates would add to the actual so far, which is at plan rates; None where there are none."""

    @property
    def people(self) -> list[Line]:
        """Everybody of all teams."""
        return [one for lines in self.members.values() for one in lines if not one.is_rest]

    @property
    def before(self) -> Standing | None:
        """All teams together on the day before; None where not the same teams are in it."""
        counted = [one for one in self.teams if one.standing.actual is not None]
        standings = [one.before for one in counted if one.before is not None and one.before.actual is not None]
        if not standings or len(standings) != len(counted):
            return None
        return replace(together(standings), target=self.whole.target)

    @property
    def forecast_before(self) -> float | None:
        """The forecasts of then, where they are of the same teams."""
        if self.before is None:
            return None
        return together_forecast(one.before for one in self.teams if one.before is not None)

    @property
    def whole(self) -> Standing:
        """All teams together; what was due and sold of those whose actuals are there."""
        return together([one.standing for one in self.teams])

    @property
    def forecast(self) -> float | None:
        """Of the teams that have one."""
        return together_forecast(one.standing for one in self.teams)

    @property
    def counted(self) -> int:
        """How many teams are in attainment."""
        return sum(one.standing.actual is not None for one in self.teams)

    @property
    def logged(self) -> list[Line]:
        """The teams that are in coverage."""
        return [one for one in self.teams if one.has_log and one.standing.actual is not None]

    def covered(self, pipeline: str = "weighted") -> float | None:
        """Pipeline over what is left of the targets, of the teams that have a log."""
        left = together([one.standing for one in self.logged])
        return coverage(sum(getattr(one, pipeline) for one in self.logged), left.target, left.actual)

    @property
    def in_need(self) -> list[Line]:
        """Who is furthest behind what was due, people where they are known and teams otherwise."""
        known = self.people or self.teams
        behind = [one for one in known if one.status in ("Red", "Amber")]
        return sorted(behind, key=lambda one: -one.gap)[:LONGEST_LIST]

    @property
    def expected_loss(self) -> float:
        """Of all risks."""
        return sum(risk["expected"] or 0.0 for risk in self.risks)


def meeting(company: Company) -> Meeting:
    """Gather the figures of the accepted workbooks."""
    pipeline = _traced(company, company.pipeline(), "opportunities", "amount")
    risks = _traced(company, company.risks(), "risks", "expected")
    risks.sort(key=lambda risk: -(risk["residual"] or 0.0))
    sources = company.sources(lambda text: text)
    start = company.year_start
    return Meeting(
        currency=str(company.currency or ""),
        teams=_teams(company),
        members=_members(company),
        months=_months(company),
        risks=risks,
        alerts=_alerts(company),
        slipping=sorted(
            (deal for deal in pipeline if deal["state"] == "Slipping"), key=lambda deal: -(deal["amount"] or 0.0)
        ),
        left_out=[row for row in sources if row["reason"]],
        questions=[row for row in sources if row["note"]],
        files=len(company.collected),
        day=company.day,
        year_start=start if isinstance(start, float) else None,
        grades=Grades() if company.scorecard is None else Grades.in_settings(company.scorecard),
        before_day=_before_day(company),
        month_origins=tuple(origin for team in company.lines for origin in of_months(team)),
        pipeline_origins=_pipeline_origins(company, pipeline),
        rates_effect=_rates_effect(company),
        shown_in=shown_in_company(company),
    )


def _rates_effect(company: Company) -> float | None:
    effects = [company.in_currency(team).get("rates_effect") for team in company.lines]
    known = [effect for effect in effects if effect is not None]
    return sum(known) if known else None


def _traced(company: Company, rows: list[dict[str, Any]], table: str, column: str) -> list[dict[str, Any]]:
    """Rows of workbooks, each with the cell of its amount."""
    extracts = {one.file: one.extract for one in company.collected if one.extract is not None}
    return [
        {**row, "origins": column_cells(extracts[row["file"]], table, column, [(row["sheet"], row["row"])])}
        for row in rows
    ]


def _pipeline_origins(company: Company, deals: list[dict[str, Any]]) -> tuple[Origin, ...]:
    """The amounts and probabilities of the deals that count in coverage."""
    extracts = {one.file: one.extract for one in company.collected if one.extract is not None}
    end = company.year_end
    cells: dict[str, list[tuple[str, int]]] = {}
    for deal in deals:
        if deal["expected"] is not None and end is not None and deal["expected"] <= end:
            cells.setdefault(deal["file"], []).append((deal["sheet"], deal["row"]))
    return tuple(
        origin
        for file, places in cells.items()
        for column in ("amount", "probability")
        for origin in column_cells(extracts[file], "opportunities", column, places)
    )


def _before_day(company: Company) -> float | None:
    """The end of the period before that of the data; None in the first one of the year."""
    if company.day is None or company.year is None:
        return None
    end = company.year.begins(company.year.name(company.day)) - 1
    return end if end >= company.year.first else None


def _grades(company: Company, unit: str, *, of_company: bool = False) -> Grades:
    """What a unit is judged by: where the company's scorecard is among the files, teams are as they are there.

    Else teams, and people always, are as they are in their own scorecard. A plan alone has no thresholds.
    """
    own = next((team.scorecard for team in company.lines if team.name == unit), None)
    whole = company.scorecard
    found = (whole or own) if of_company else (own or whole)
    return Grades() if found is None else Grades.in_settings(found)


def _teams(company: Company) -> list[Line]:
    weighted, gross = company.weighted(), company.weighted(gross=True)
    day = _before_day(company)
    known = [
        Line(
            team.name,
            team.owner or "",
            team.standing,
            weighted.get(team.name, 0.0),
            gross.get(team.name, 0.0),
            team.name in company.logged,
            (actual_source(team) if team.standing.actual is not None else target_source(team)) or "",
            _grades(company, team.name, of_company=True),
            None if day is None else standing(team.account, day, company.terms.now),
            of_team(team, company.day),
        )
        for team in company.lines
    ]
    return known + [Line(name, "", Standing(None, None, None)) for name in company.absent]


def _members(company: Company) -> dict[str, list[Line]]:
    """The people of each team, in the order of its workbooks, and what none of them carries."""
    found: dict[str, list[Line]] = {}
    rows = company.people()
    for team in company.lines:
        own = [row for row in rows if row["unit"] == team.name]
        people = [person for person, _row in company.members(team)]
        grades = _grades(company, team.name)
        lines = [_person(company, team, row, person, grades) for row, person in zip(own, people, strict=False)]
        lines += [
            Line(row["person"], team.name, _standing_of(row), grades=grades, is_rest=True) for row in own[len(people) :]
        ]
        found[team.name] = lines
    return found


def _standing_of(row: dict[str, Any]) -> Standing:
    return Standing(row.get("target"), row.get("target_so_far"), row.get("actual"))


def _person(company: Company, team: Team, row: dict[str, Any], person: Person, grades: Grades) -> Line:
    source = f"{row['file']} · {row['sheet']}!{row['row']}"
    day, before = _before_day(company), None
    if day is not None and row["actual"] is not None and row["target_so_far"] is not None:
        account = of_person(team.plan, team.scorecard, person, team.account, team.log)
        before = Standing(row.get("target"), account.due(day), account.actual(day))
    return Line(
        row["person"],
        team.name,
        _standing_of(row),
        source=source,
        grades=grades,
        before=before,
        origins=of_person_cells(team, person, company.day),
        is_person=True,
        is_there=row["there"],
    )


def _months(company: Company) -> list[Month]:
    """Month by month, of the teams that are in attainment."""
    targets: dict[float, float] = {}
    actuals: dict[float, float] = {}
    names: dict[float, float] = {}
    counted = [team.account for team in company.lines if team.standing.actual is not None]
    for account in counted or [team.account for team in company.lines]:
        for span in account.targets:
            targets[span.first] = targets.get(span.first, 0.0) + (span.amount or 0.0)
            names[span.first] = span.name
        for span in account.actuals:
            if span.amount is not None and company.day is not None and span.first <= company.day:
                first = max((one.first for one in account.targets if one.first <= span.first), default=span.first)
                actuals[first] = actuals.get(first, 0.0) + span.amount
    return [Month(shown_month(names[month]), targets[month], actuals.get(month)) for month in sorted(targets)]


def _alerts(company: Company) -> list[dict[str, Any]]:
    """Key risk indicators that are past a threshold."""
    return [
        {
            "unit": extract.text("settings.unit"),
            **row.values,
            "origins": column_cells(extract, "kris", "latest", [row.place]),
        }
        for extract in company.of("risk-register").values()
        for row in extract.rows["kris"]
        if row.values.get("status") in ("Amber", "Red")
    ]
