"""What a manager's meeting looks at, from accepted workbooks: where the teams stand, who needs help, what threatens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.calc import achievement_status
from xltargets.errors import InputProblem
from xltargets.rollup.teams import actual_source, target_source
from xltargets.spine.figures import Standing, coverage, together, together_forecast
from xltargets.templates.company_scorecard.settings import Settings
from xltargets.units.days import shown_month

if TYPE_CHECKING:
    from xltargets.rollup.company import Company
    from xltargets.rollup.extraction import Extract
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
    def gap(self) -> float:
        """What is missing of what was due."""
        return self.standing.missing

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
    people: list[Line] = field(default_factory=list)
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
    pipeline = company.pipeline()
    risks = company.risks()
    risks.sort(key=lambda risk: -(risk["residual"] or 0.0))
    sources = company.sources(lambda text: text)
    return Meeting(
        currency=str(company.currency or ""),
        teams=_teams(company),
        people=[
            _person(row, _grades(company, row["unit"]))
            for row in company.people()
            if row["actual"] is not None and row.get("row") is not None
        ],
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
    )


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
        )
        for team in company.lines
    ]
    return known + [Line(name, "", Standing(None, None, None)) for name in company.absent]


def _person(row: dict[str, Any], grades: Grades) -> Line:
    source = f"{row['file']} · {row['sheet']}!{row['row']}"
    here = Standing(row.get("target"), row["target_so_far"], row["actual"])
    return Line(row["person"], row["unit"], here, source=source, grades=grades, is_there=row["there"])


def _months(company: Company) -> list[Month]:
    """Month by month, of the teams that are in attainment."""
    targets: dict[float, float] = {}
    actuals: dict[float, float] = {}
    counted = [team.account for team in company.lines if team.standing.actual is not None]
    for account in counted or [team.account for team in company.lines]:
        for span in account.targets:
            targets[span.first] = targets.get(span.first, 0.0) + (span.amount or 0.0)
        for span in account.actuals:
            if span.amount is not None and company.day is not None and span.first <= company.day:
                first = max((one.first for one in account.targets if one.first <= span.first), default=span.first)
                actuals[first] = actuals.get(first, 0.0) + span.amount
    return [Month(shown_month(month), targets[month], actuals.get(month)) for month in sorted(targets)]


def _alerts(company: Company) -> list[dict[str, Any]]:
    """Key risk indicators that are past a threshold."""
    return [
        {"unit": extract.text("settings.unit"), **row.values}
        for extract in company.of("risk-register").values()
        for row in extract.rows["kris"]
        if row.values.get("status") in ("Amber", "Red")
    ]
