"""What the page for a meeting says: its figures as texts in the reader's language, with their footnotes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import xltargets
from xltargets.actions.meeting_notes import Notes
from xltargets.errors import N_, fill
from xltargets.locale import RECORDS
from xltargets.reporting.charts import Month, Step, bridge, columns
from xltargets.reporting.meeting import attained, points, ratio, tone_of, unbroken
from xltargets.reporting.shown_in import ShownIn
from xltargets.rollup.tracing import Origin
from xltargets.units.amounts import short
from xltargets.units.days import day_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from xltargets.locale.language import Language
    from xltargets.rollup.meeting import Line, Meeting
    from xltargets.rollup.since import Since
    from xltargets.spine.figures import Standing

MOST_STEPS = 8
"""Teams that a bridge shows one by one; the others together."""

FIGURES = (("target", N_("Target of the year")), ("due", N_("Target so far")), ("actual", N_("Actual so far")))


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure at the top of the page."""

    label: str
    value: str
    about: str
    note: int
    status: str = ""
    change: str = ""
    tone: str = ""


@dataclass(slots=True)
class Page:
    """Puts a meeting into words."""

    found: Meeting
    since: Since | None
    language: str
    translate: Callable[[str], str]
    notes: Notes = field(default_factory=Notes)
    _numbers: dict[int, int] = field(default_factory=dict)
    """The footnote of each line that has one."""

    @property
    def record(self) -> Language:
        """What differs by language."""
        return RECORDS[self.language]

    def say(self, message: str, **values: object) -> str:
        """A message in the reader's language."""
        return fill(message, values, self.translate)

    def day(self, day: float | datetime.date) -> str:
        """A day as a sentence has it."""
        return self.record.day.format(day_of(day) if isinstance(day, float) else day)

    @property
    def unit(self) -> ShownIn:
        """What amounts are shown in."""
        return ShownIn(self.found.shown_in, self.translate)

    def short(self, value: float) -> str:
        """An amount with three figures."""
        return unbroken(short(value, self.record.large))

    def facts(self) -> dict[str, Any]:
        """All that the page shows of the meeting, in its order, so that the footnotes count upwards."""
        found = self.found
        tiles, months = self._tiles(), self._months()
        so_far, year = self._so_far(), self._year()
        return {
            "language": self.language,
            "lede": self._lede(),
            "subtitle": self._subtitle(),
            "tiles": tiles,
            "compared": self._compared(tiles),
            "since_note": self._since_note(),
            "bridge_notes": sorted({tiles[0].note, tiles[2].note} - {0}),
            "so_far": self._bridge(so_far, year, N_("Bridge from target to actual so far, by team.")),
            "year": self._bridge(year, so_far, N_("Bridge from actual so far to the forecast and the target.")),
            "months": months,
            "month_names": self._month_names(long=True),
            "trend": self._trend(),
            "teams": [self._team(line) for line in by_attainment(found.teams)],
            "count": len(found.people),
            "in_need": [(one, self.note_of(one)) for one in found.in_need],
            "risks": [(one, self.row_note(one, one["risk"])) for one in found.risks],
            "alerts": [(one, self._alert_note(one)) for one in found.alerts],
            "slipping": [(one, self.row_note(one, one["customer"] or one["id"])) for one in found.slipping],
            "since": self.since,
            "since_day": "" if self._then is None else self.day(self._then),
            "date": self.day,
            "unit": self.unit,
            "footer": self.say(N_("Made by xltargets {version}."), version=xltargets.__version__),
            "notes": self.notes.all,
        }

    @property
    def _then(self) -> float | None:
        """The day to compare with: the earlier meeting's, or the end of the month before."""
        if self.since is not None:
            return self.since.day
        return self.found.before_day if self.found.before is not None else None

    def _subtitle(self) -> str:
        found = self.found
        message = N_("{accepted} of {count} workbooks · amounts in {currency}")
        files = {"accepted": found.files - len(found.left_out), "count": found.files}
        told = self.say(message, currency=self.unit.label(found.currency or "–"), **files)
        if (effect := found.rates_effect) is not None:
            told += " · " + self.say(N_("at plan rates; actual rates would add {amount}"), amount=self.short(effect))
        if found.day is None:
            return told
        return self.say(N_("Data of {day}"), day=self.day(found.day)) + " · " + told

    def _lede(self) -> list[str]:
        """One or two sentences for whoever reads nothing else."""
        whole, forecast = self.found.whole, self.found.forecast
        if whole.actual is None or whole.due is None:
            return [self.translate(N_("No actuals are there yet."))]
        message = N_("{actual} reached of {due} due so far: {gap} short.")
        if whole.actual >= whole.due:
            message = N_("{actual} reached of {due} due so far: {gap} ahead.")
        parts = {"actual": whole.actual, "due": whole.due, "gap": abs(whole.due - whole.actual)}
        told = self.say(message, **{name: self.short(value) for name, value in parts.items()})
        targets = sum(one.standing.target or 0.0 for one in self._forecast)
        if forecast is None or not targets:
            return [told]
        message = N_("At this rate the year ends at {forecast}, {gap} below its target of {target}.")
        if forecast >= targets:
            message = N_("At this rate the year ends at {forecast}, {gap} above its target of {target}.")
        if len(self._forecast) < sum(one.standing.target is not None for one in self.found.teams):
            message = N_(
                "At this rate the teams with actuals ({count}) end the year at {forecast}, {gap} below their {target}."
            )
            if forecast >= targets:
                message = N_(
                    "At this rate the teams with actuals ({count}) end the year at {forecast}, "
                    "{gap} above their {target}."
                )
        gap, count = self.short(abs(targets - forecast)), len(self._forecast)
        second = self.say(message, forecast=self.short(forecast), gap=gap, target=self.short(targets), count=count)
        return [told, second]

    @property
    def _counted(self) -> list[Line]:
        return [one for one in self.found.teams if one.standing.actual is not None]

    @property
    def _forecast(self) -> list[Line]:
        return [one for one in self.found.teams if one.standing.forecast is not None]

    def _before(self) -> tuple[Standing | None, float | None]:
        """Where all stood on the day to compare with, and the forecast of then; none where other teams are in it."""
        if self.since is None:
            return self.found.before, self.found.forecast_before
        return (self.since.whole, self.since.forecast) if self.since.comparable else (None, None)

    def _tiles(self) -> list[Tile]:
        found, whole = self.found, self.found.whole
        before, forecast_before = self._before()
        of = N_("{count} of {all} teams")
        all_teams = len(found.teams)
        counted = self.say(of, count=found.counted, all=all_teams)
        grade = "" if whole.attainment is None else found.grades.of(whole.attainment)
        forecast = self._forecast
        targets = sum(one.standing.target or 0.0 for one in forecast)
        reached = found.forecast / targets if found.forecast is not None and targets > 0 else None
        return [
            Tile(
                self.translate(N_("Attainment so far")),
                attained(whole),
                counted,
                self._sum_note(N_("Attainment so far"), self._counted, ("due", "actual")),
                grade,
                *self._points(whole.attainment, None if before is None else before.attainment),
            ),
            Tile(
                self.unit.label(self.translate(N_("Actual so far"))),
                self.unit.amount(whole.actual),
                counted,
                self._sum_note(N_("Actual so far"), self._counted, ("actual",)),
                "",
                *self._amounts(whole.actual, None if before is None else before.actual, quiet=True),
            ),
            Tile(
                self.unit.label(self.translate(N_("Forecast at finish"))),
                self.unit.amount(found.forecast),
                self.say(of, count=len(forecast), all=all_teams),
                self._sum_note(N_("Forecast at finish"), forecast, ("target", "due", "actual")),
                "" if reached is None else found.grades.of(reached),
                *self._amounts(found.forecast, forecast_before),
            ),
            Tile(
                self.unit.label(self.translate(N_("Target of the year"))),
                self.unit.amount(whole.target),
                self.say(of, count=sum(one.standing.target is not None for one in found.teams), all=all_teams),
                self._sum_note(N_("Target of the year"), found.teams, ("target",)),
                "",
                *self._amounts(whole.target, None if before is None else before.target, quiet=True),
            ),
            self._coverage_tile(self.say(of, count=len(found.logged), all=all_teams)),
            self._loss_tile(),
        ]

    def _coverage_tile(self, logged: str) -> Tile:
        found = self.found
        gross = found.covered("gross")
        times = "" if gross is None else " · " + self.say(N_("{multiple} × in full"), multiple=f"{gross:.1f}")
        parts = [(self.translate(N_("Weighted pipeline")), found.pipeline_origins)]
        parts += [(self.translate(label), one.origins.get(key, ())) for one in found.logged for key, label in FIGURES]
        note = self.notes.add(self.translate(N_("Coverage")), parts) if found.logged else 0
        then = None if self.since is None else self.since.coverage
        return Tile(
            self.translate(N_("Coverage")),
            ratio(found.covered()),
            logged + times,
            note,
            "",
            *self._points(found.covered(), then),
        )

    def _loss_tile(self) -> Tile:
        found = self.found
        label = self.translate(N_("Expected loss"))
        if not found.risks:
            return Tile(label, "–", "", 0)
        grave = sum(one["level"] == "Critical" for one in found.risks)
        about = self.say(
            N_("{count} {count:risk|risks}, {grave} of them critical"), count=len(found.risks), grave=grave
        )
        then = None if self.since is None else self.since.expected_loss
        change, tone = self._amounts(found.expected_loss, then)
        worse = {"good": "bad", "bad": "good"}.get(tone, tone)
        note = self.notes.add(label, [("", [origin for one in found.risks for origin in one["origins"]])])
        return Tile(self.unit.label(label), self.unit.amount(found.expected_loss), about, note, "", change, worse)

    def _points(self, now: float | None, then: float | None) -> tuple[str, str]:
        """The change of a ratio in points, and whether it is good."""
        if now is None or then is None or self._then is None:
            return "", ""
        if points(now, then) == points(now, now):
            return self._unchanged
        return self.say(N_("{points} points"), points=points(now, then)), tone_of(now - then, 0.0005)

    def _amounts(self, now: float | None, then: float | None, *, quiet: bool = False) -> tuple[str, str]:
        if now is None or then is None or self._then is None:
            return "", ""
        shown = self.unit.signed(now - then)
        return (shown, "" if quiet else tone_of(now - then, 0.5)) if shown.strip("0.") else self._unchanged

    @property
    def _unchanged(self) -> tuple[str, str]:
        return self.translate(N_("No change")), "same"

    def _sum_note(self, label: str, lines: list[Line], keys: tuple[str, ...]) -> int:
        names = dict(FIGURES)
        parts = [(self.translate(names[key]), one.origins.get(key, ())) for one in lines for key in keys]
        return self.notes.add(self.translate(label), parts)

    def _since_note(self) -> int:
        """The footnote of the figures of then."""
        if self.since is None or not self.since.source:
            return 0
        return self.notes.add(self.translate(N_("Then")), [("", [Origin(self.since.source, "")])])

    def _compared(self, tiles: list[Tile]) -> list[tuple[str, str, str, str, int]]:
        """The figures of the earlier meeting beside those of now, with the footnotes of the tiles."""
        if self.since is None:
            return []
        whole, then = self.found.whole, self.since.whole
        rows = [
            (N_("Attainment so far"), then.attainment, whole.attainment, 0),
            (N_("Actual so far"), then.actual, whole.actual, 1),
            (N_("Target so far"), then.due, whole.due, 0),
            (N_("Forecast at finish"), self.since.forecast, self.found.forecast, 2),
            (N_("Target of the year"), then.target, whole.target, 3),
            (N_("Coverage"), self.since.coverage, self.found.covered(), 4),
            (N_("Expected loss"), self.since.expected_loss, self.found.expected_loss, 5),
        ]
        told = []
        for label, before, now, tile in rows:
            if before is None and now is None:
                continue
            is_ratio = label in (N_("Attainment so far"), N_("Coverage"))
            show = ratio if is_ratio else self.unit.amount
            change = "–"
            if before is not None and now is not None:
                moved = points(now, before) if is_ratio else self.unit.signed(now - before)
                change = self.say(N_("{points} points"), points=moved) if is_ratio else moved
            named = self.translate(label)
            told.append(
                (named if is_ratio else self.unit.label(named), show(before), show(now), change, tiles[tile].note)
            )
        return told

    def _so_far(self) -> list[Step]:
        """From what was due to what is there, team by team."""
        counted = self._counted
        whole = self.found.whole
        if whole.due is None or whole.actual is None:
            return []
        gaps = [(one.name, (one.standing.actual or 0.0) - (one.standing.due or 0.0)) for one in counted]
        if len(gaps) > MOST_STEPS + 1:
            gaps.sort(key=lambda pair: -abs(pair[1]))
            others = self.say(N_("{count} {count:other|others}"), count=len(gaps) - MOST_STEPS)
            gaps = [*gaps[:MOST_STEPS], (others, sum(gap for _name, gap in gaps[MOST_STEPS:]))]
        gaps.sort(key=lambda pair: pair[1])
        steps = [Step(name, gap, "good" if gap >= 0 else "bad") for name, gap in gaps]
        first, last = (self.translate(N_(label)) for label in ("Target so far", "Actual so far"))
        return [Step(first, whole.due, "total"), *steps, Step(last, whole.actual, "total")]

    def _year(self) -> list[Step]:
        """From what is there to the forecast, beside the target of the same teams."""
        lines = [one.standing for one in self._forecast]
        if not lines or self.found.forecast is None:
            return []
        actual = sum(one.actual or 0.0 for one in lines)
        target = sum(one.target or 0.0 for one in lines)
        rest = target - sum(one.due or 0.0 for one in lines)
        pace = self.found.forecast - actual - rest
        every = len(lines) == sum(one.standing.target is not None for one in self.found.teams)
        targets = N_("Target of the year") if every else N_("Their target")
        return [
            Step(self.translate(N_("Actual so far")), actual, "total"),
            Step(self.translate(N_("Rest as planned")), rest, "plain"),
            Step(self.translate(N_("At this rate")), pace, "good" if pace >= 0 else "bad"),
            Step(self.translate(N_("Forecast at finish")), self.found.forecast, "total"),
            Step(self.translate(targets), target, "total"),
        ]

    def _bridge(self, steps: list[Step], beside: list[Step], label: str) -> Any:
        if (chart := bridge(steps, self.record, self.translate(label), beside) if steps else None) is None:
            return None
        begins = self.say(N_("The axis begins at {amount}."), amount=self.short(chart.begins)) if chart.begins else ""
        return {"wide": chart.wide, "narrow": chart.narrow, "begins": begins}

    def _month_names(self, *, long: bool = False) -> list[str]:
        return [one.name if long else self.record.months[int(one.name[-2:]) - 1] for one in self.found.months]

    def _trend(self) -> Any:
        months = [
            Month(name, one.target, one.actual)
            for name, one in zip(self._month_names(), self.found.months, strict=True)
        ]
        words = self.translate(N_("Target")), self.translate(N_("Actual"))
        return columns(months, words, self.record, self.translate(N_("Target and actual of each month.")))

    def _months(self) -> dict[str, Any]:
        """The table of the chart of months."""
        found = self.found
        label = self.translate(N_("Month by month"))
        return {
            "rows": found.months,
            "note": self.notes.add(label, [("", found.month_origins)]) if found.months else 0,
        }

    def _team(self, line: Line) -> dict[str, Any]:
        members = by_attainment(self.found.members.get(line.name, []))
        note = self.note_of(line)
        return {
            "line": line,
            "note": note,
            "members": [(one, 0 if one.is_rest else self.note_of(one)) for one in members],
        }

    def note_of(self, line: Line) -> int:
        """The footnote of a team or person; the same wherever it is named."""
        if id(line) not in self._numbers:
            label = f"{line.name} · {line.owner}" if line.is_person else line.name
            parts = [(self.translate(name), line.origins.get(key, ())) for key, name in FIGURES]
            self._numbers[id(line)] = self.notes.add(label, parts)
        return self._numbers[id(line)]

    def row_note(self, row: dict[str, Any], label: object) -> int:
        """The footnote of a risk or deal."""
        return self.notes.add(str(label), [("", row["origins"])])

    def _alert_note(self, alert: dict[str, Any]) -> int:
        return self.notes.add(str(alert["indicator"]), [("", alert["origins"])])


def by_attainment(lines: list[Line]) -> list[Line]:
    """The best first; then those without attainment, and what nobody carries."""
    return sorted(lines, key=lambda one: (one.is_rest, one.attainment is None, -(one.attainment or 0.0)))
