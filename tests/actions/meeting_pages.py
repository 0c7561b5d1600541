"""Pages for a meeting to look at, and what stands on them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import mkdtemp

from tests.rollup.submitted import files
from xltargets.actions.meeting_page import Page
from xltargets.actions.report import write_report
from xltargets.reporting.meeting import render
from xltargets.rollup.meeting import Line, Meeting, Month
from xltargets.rollup.snapshot import data_of
from xltargets.rollup.terms import Terms
from xltargets.rollup.tracing import Origin
from xltargets.spine.figures import Standing
from xltargets.units.days import serial_of

NOW = serial_of(datetime.date(2026, 6, 2))
VOID = {"meta", "input", "br", "link"}


@cache
def written(day: str = "2026-05-31", since: Path | None = None) -> Path:
    """The page of the sample folder as it is on a day."""
    path = Path(mkdtemp(prefix="xltargets-test-")) / f"{day}.html"
    terms = Terms(NOW, as_of=serial_of(datetime.date.fromisoformat(day)))
    write_report(files(), path, terms, jobs=2, since=since)
    return path


def text(day: str = "2026-05-31", since: Path | None = None) -> str:
    return written(day, since).read_text(encoding="utf-8")


def large(people: int = 300, teams: int = 25, name: str = "Alexandra Featherstonehaugh") -> str:
    """A page of a made-up company, with long names and every cell named."""
    members: dict[str, list[Line]] = {}
    lines = []
    for number in range(teams):
        unit = f"Regional business unit {number}"
        own = [_person(f"{name} {place}", unit, number, place) for place in range(people // teams)]
        members[unit] = own
        standing = Standing(*(sum(getattr(one.standing, key) for one in own) for key in ("target", "due", "actual")))
        lines.append(Line(unit, name, standing, before=standing, origins=_origins(unit, number)))
    months = [Month(f"2026-{month:02}", 9_000_000.0, 8_000_000.0 if month < 10 else None) for month in range(1, 13)]
    found = Meeting("USD", lines, members, months, files=2 * teams, day=NOW, year_start=NOW - 151)
    return page_of(found)


def page_of(found: Meeting) -> str:
    said = Page(found, None, "en", lambda message: message).facts()
    said |= {"title": "Sales meeting", "proposals": [], "left_out": [], "questions": []}
    return render(said, data_of(found), lambda message: message)


def _person(name: str, unit: str, number: int, place: int) -> Line:
    due = 100_000.0 + 1000 * place
    standing = Standing(2.4 * due, due, due * (0.6 + 0.02 * place))
    return Line(
        name, unit, standing, before=Standing(2.4 * due, due, due), origins=_origins(unit, number), is_person=True
    )


def _origins(unit: str, number: int) -> dict[str, tuple[Origin, ...]]:
    plan, scorecard = (f"submissions/2026/{unit} {kind}.xlsx" for kind in ("target plan", "team scorecard"))
    cells = ", ".join(f"C{5 + 12 * month + number % 12}" for month in range(10))
    return {
        "target": (Origin(plan, f"Units!I{5 + number}"),),
        "due": (Origin(plan, f"Grid!B{5 + number}:K{5 + number}"),),
        "actual": (Origin(scorecard, f"Actuals!{cells}"),),
    }


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)
    within: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.texts)


class Elements(HTMLParser):
    """Every element of a page with the text in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.all: list[Element] = []
        self.open: list[Element] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs})
        for one in self.open:
            one.within.append(element)
        self.all.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.texts.append(data)

    def of(self, tag: str, css: str = "") -> list[Element]:
        return [
            one for one in self.all if one.tag == tag and (not css or css in one.attributes.get("class", "").split())
        ]

    def rows(self) -> list[list[str]]:
        """The cells of each row of each table, without the numbers of footnotes."""
        found = []
        for row in self.of("tr"):
            cells = []
            for cell in row.within:
                if cell.tag in ("td", "th"):
                    notes = [one.text for one in cell.within if "fn" in one.attributes.get("class", "")]
                    told = [part for part in cell.texts if part not in notes]
                    cells.append("".join(told).strip())
            found.append(cells)
        return found
