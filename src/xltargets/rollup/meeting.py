"""What a manager's meeting looks at, from accepted workbooks: where the teams stand, who needs help, what threatens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.calc import achievement_status
from xltargets.errors import InputProblem
from xltargets.templates.company_scorecard.settings import Settings
from xltargets.units.days import shown_month
from xltargets.units.names import name_key

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
    target: float
    """Of the year."""
    due: float
    """Of the target, so far."""
    actual: float
    forecast: float | None = None
    pipeline: float = 0.0
    source: str = ""
    grades: Grades = field(default_factory=Grades)

    @property
    def attainment(self) -> float | None:
        """Actual over what was due."""
        return self.actual / self.due if self.due else None

    @property
    def status(self) -> str:
        """Green, Amber or Red, "" where nothing was due."""
        return "" if self.attainment is None else self.grades.of(self.attainment)

    @property
    def gap(self) -> float:
        """What is missing of what was due."""
        return max(0.0, self.due - self.actual)

    @property
    def coverage(self) -> float | None:
        """Weighted pipeline over what is left of the year's target."""
        left = self.target - self.actual
        return self.pipeline / left if self.pipeline and left > 0 else None


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
    files: int = 0

    @property
    def whole(self) -> Line:
        """All teams together."""
        forecasts = [one.forecast for one in self.teams if one.forecast is not None]
        return Line(
            "",
            "",
            sum(one.target for one in self.teams),
            sum(one.due for one in self.teams),
            sum(one.actual for one in self.teams),
            sum(forecasts) if forecasts else None,
            sum(one.pipeline for one in self.teams),
        )

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
    people = company.people()
    pipeline = company.pipeline()
    weighted: dict[str, float] = {}
    for deal in pipeline:
        amount = (deal["amount"] or 0.0) * (deal["probability"] or 0.0)
        weighted[deal["unit"]] = weighted.get(deal["unit"], 0.0) + amount
    risks = company.risks()
    risks.sort(key=lambda risk: -(risk["residual"] or 0.0))
    return Meeting(
        currency=str(company.currency or ""),
        teams=[_team(row, weighted, _grades(company, row["unit"], of_company=True)) for row in company.teams(people)],
        people=[_person(row, _grades(company, row["unit"])) for row in people if row.get("actual") is not None],
        months=_months(company),
        risks=risks,
        alerts=_alerts(company),
        slipping=sorted(
            (deal for deal in pipeline if deal["state"] == "Slipping"), key=lambda deal: -(deal["amount"] or 0.0)
        ),
        left_out=[row for row in company.sources(lambda text: text) if row["reason"]],
        files=len(company.collected),
    )


def _grades(company: Company, unit: str, *, of_company: bool = False) -> Grades:
    """What a unit is judged by: where the company's scorecard is among the files, teams are as they are there.

    Else teams, and people always, are as they are in their own scorecard. A plan alone has no thresholds.
    """
    own, whole = company.of("team-scorecard").get(name_key(unit)), company.scorecard
    found = (whole or own) if of_company else (own or whole)
    return Grades() if found is None else Grades.in_settings(found)


def _team(row: dict[str, Any], weighted: dict[str, float], grades: Grades) -> Line:
    return Line(
        row["unit"],
        row.get("owner") or "",
        row.get("target") or 0.0,
        row.get("target_so_far") or 0.0,
        row.get("actual") or 0.0,
        row.get("forecast"),
        weighted.get(row["unit"], 0.0),
        row.get("actual_from") or "",
        grades,
    )


def _person(row: dict[str, Any], grades: Grades) -> Line:
    source = f"{row['file']} · {row['sheet']}!{row['row']}"
    return Line(
        row["person"],
        row["unit"],
        row.get("target") or 0.0,
        row.get("target_so_far") or 0.0,
        row.get("actual") or 0.0,
        source=source,
        grades=grades,
    )


def _months(company: Company) -> list[Month]:
    targets: dict[float, float] = {}
    actuals: dict[float, float] = {}
    for plan in company.of("target-plan").values():
        for row in plan.rows["review"]:
            month, target, actual = (row.values.get(key) for key in ("month", "target", "actual"))
            if isinstance(month, float) and isinstance(target, float):
                targets[month] = targets.get(month, 0.0) + target
                if isinstance(actual, float):
                    actuals[month] = actuals.get(month, 0.0) + actual
    return [Month(shown_month(month), targets[month], actuals.get(month)) for month in sorted(targets)]


def _alerts(company: Company) -> list[dict[str, Any]]:
    """Key risk indicators that are past a threshold."""
    return [
        {"unit": extract.text("settings.unit"), **row.values}
        for extract in company.of("risk-register").values()
        for row in extract.rows["kris"]
        if row.values.get("status") in ("Amber", "Red")
    ]
