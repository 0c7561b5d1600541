"""The sample log has the findings that its own words tell of; each slip has exactly its own."""

from __future__ import annotations

import copy
import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from xltargets.building.builder import build
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.templates.crm_log.contacts import Contacts
from xltargets.templates.crm_log.customers import Customers
from xltargets.templates.crm_log.feedback import Feedback
from xltargets.templates.crm_log.opportunities import Opportunities
from xltargets.templates.schema import Column
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.validation.submission import Submission
from xltargets.views.view import View
from xltargets.workbooks.contents import Cell, Contents
from xltargets.workbooks.engine import evaluate
from xltargets.workbooks.reader import read

TEMPLATE = TEMPLATES["crm-log"]
END_OF_MAY = 46173.0  # 2026-05-31
DAY = {name: datetime.date(2026, month, day) for name, month, day in (("April", 4, 2), ("May", 5, 29), ("July", 7, 15))}


@cache
def _built(language: str) -> Contents:
    """The sample log with every customer contacted and no deal late, and one opportunity of each kind."""
    say = translator(language)
    filling = sample("crm-log", say)
    tables = filling.tables
    names = [row["customer"] for row in tables["customers"]]
    tables["customers"][7]["consent"] = "Yes"
    tables["contacts"] += [
        {"day": DAY["May"], "customer": name, "way": "Phone", "summary": say("Asked about a complaint")}
        for name in names
    ]
    common = {"customer": names[0], "amount": 1000.0, "created": DAY["April"], "expected": DAY["July"]}
    tables["opportunities"] = [
        {"id": "O-1", "stage": "Engaging", **common},
        {"id": "O-2", "stage": "Won", "closed": DAY["May"], **common},
        {"id": "O-3", "stage": "Lost", "closed": DAY["May"], **common},
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.xlsx"
        build(TEMPLATE, path, filling, language=language, translate=say)
        return read(path)


class Log:
    """A copy of it, to type into as one would in a spreadsheet."""

    def __init__(self, language: str = "en") -> None:
        self.contents = copy.deepcopy(_built(language))

    def _submission(self, as_of: float) -> Submission:
        return Submission(Path("log.xlsx"), as_of, View(self.contents, TEMPLATE, as_of))

    def put(self, column: Column, key: Column, wanted: str, value: object) -> str:
        """Type a value over what is there, in the first row where another column holds something; where it stands."""
        table = self._submission(END_OF_MAY).view.tables[column.table]
        row = next(row for row in table.rows_in_use if table.slot(key, row).value == wanted)
        slot = table.slot(column, row)
        cell = slot.sheet.cells.setdefault((slot.row, slot.column_index), Cell(slot.row, slot.column_index))
        cell.value = value
        return slot.at.place

    def found(self, as_of: float = END_OF_MAY) -> list[tuple[str, str]]:
        """Recalculate, as a spreadsheet does, and judge."""
        for (sheet, row, number), result in evaluate(self.contents).values.items():
            self.contents.sheets[sheet].cells.setdefault((row, number), Cell(row, number)).value = result
        report = Validator(Settings(), as_of).judge(self._submission(as_of))
        assert not report.crashed, [finding.sentence() for finding in report.findings]
        for finding in report.findings:
            assert "{" not in finding.sentence()
            assert len(finding.sentence()) < 260
        return [(finding.code, finding.at.place) for finding in report.findings]


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_a_log_in_order_has_no_finding(language: str) -> None:
    assert Log(language).found() == []


NORTHGATE = "Northgate Terminals"
SLIPS = {
    "won without an amount": (Opportunities.amount, Opportunities.id, "O-2", None, "XL533"),
    "won without a day": (Opportunities.closed, Opportunities.id, "O-2", None, "XL533"),
    "won at 90 %": (Opportunities.own, Opportunities.id, "O-2", 0.9, "XL538"),
    "lost at 10 %": (Opportunities.own, Opportunities.id, "O-3", 0.1, "XL538"),
    "open at 100 %": (Opportunities.own, Opportunities.id, "O-1", 1.0, "XL538"),
    "open at 0 %": (Opportunities.own, Opportunities.id, "O-1", 0.0, "XL538"),
    "closed before it was created": (Opportunities.closed, Opportunities.id, "O-3", 46113.0, "XL535"),
    "closed tomorrow": (Opportunities.closed, Opportunities.id, "O-2", 46174.0, "XL535"),
    "expected yesterday": (Opportunities.expected, Opportunities.id, "O-1", 46172.0, "XL536"),
    "no consent on record": (Customers.consent, Customers.customer, NORTHGATE, None, "XL531"),
    "consent refused": (Customers.consent, Customers.customer, NORTHGATE, "No", "XL531"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_one_slip_gives_exactly_its_finding(slip: str) -> None:
    column, key, wanted, value, code = SLIPS[slip]
    log = Log()
    place = log.put(column, key, wanted, value)
    assert log.found() == [(code, place)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Opportunities.own, 0.35),
        (Opportunities.expected, END_OF_MAY),
        (Opportunities.created, None),
    ],
)
def test_what_is_in_order_is_not_told(column: Column, value: object) -> None:
    log = Log()
    log.put(column, Opportunities.id, "O-1", value)
    assert log.found() == []


def test_a_customer_without_consent_who_is_not_contacted() -> None:
    log = Log()
    log.put(Customers.consent, Customers.customer, NORTHGATE, None)
    table = log._submission(END_OF_MAY).view.tables["contacts"]
    for row in table.rows_in_use:
        slot = table.slot(Contacts.customer, row)
        if slot.value == NORTHGATE:
            slot.sheet.cells[slot.row, slot.column_index].value = "Seaway Logistics"
    assert log.found() == []


def test_grave_feedback_is_told_after_thirty_days() -> None:
    log = Log()
    received = log._submission(END_OF_MAY).view.tables["feedback"]
    rows = [row for row in received.rows_in_use if received.slot(Feedback.severity, row).value == "High"]
    is_open = next(row for row in rows if received.slot(Feedback.closed, row).value is None)
    first = received.slot(Feedback.received, is_open).value
    assert isinstance(first, float)
    place = received.slot(Feedback.closed, is_open).at.place
    assert "XL532" not in dict(log.found(first + 30))
    assert dict(log.found(first + 31))["XL532"] == place


def test_follow_ups_are_told_the_day_after_they_were_due() -> None:
    """All were contacted on 29 May; tier A is due 30 days later, on 28 June."""
    due = 46201.0
    assert "XL537" not in dict(Log().found(due))
    assert "XL537" in dict(Log().found(due + 1))


def test_the_sample_as_it_is() -> None:
    """Its slipping deals and overdue follow-ups are told, as many as its dashboard tells of; it is accepted."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.xlsx"
        build(TEMPLATE, path, sample("crm-log"))
        report = Validator(Settings(), END_OF_MAY).check(path)
        fields = Submission.read(path, END_OF_MAY).view.fields
    told = dict.fromkeys(("XL536", "XL537"), 0)
    for finding in report.findings:
        told[finding.code] += len(finding.cells) or 1
    assert told == {"XL536": fields["standing.slipping"].value, "XL537": fields["standing.overdue"].value}
    assert min(told.values()) > 0
    assert report.accepted
