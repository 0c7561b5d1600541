"""The sample register, its one late review made good, has no findings; each slip has exactly its own."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.validation.typed_book import TypedBook

from xltargets.building.builder import build
from xltargets.locale import translator
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.templates.risk_register.kris import Kris
from xltargets.templates.risk_register.risks import Risks
from xltargets.templates.schema import Column
from xltargets.validation.runner import Validator
from xltargets.validation.settings import Settings
from xltargets.workbooks.contents import Contents
from xltargets.workbooks.reader import read

TEMPLATE = TEMPLATES["risk-register"]
END_OF_MAY = 46173.0  # 2026-05-31
MIDDLE_OF_JUNE = 46188.0  # 2026-06-15


@cache
def _built(language: str) -> Contents:
    say = translator(language)
    filling = sample("risk-register", say)
    for row in filling.tables["risks"]:
        if row["id"] == "R8":
            row["reviewed"] = datetime.date(2026, 5, 18)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        build(TEMPLATE, path, filling, language=language, translate=say)
        return read(path)


class Register(TypedBook):
    """A copy of it, to type into as one would in a spreadsheet."""

    def __init__(self, language: str = "en") -> None:
        super().__init__(TEMPLATE, _built(language), END_OF_MAY)


def serial(year: int, month: int, day: int) -> float:
    return float((datetime.date(year, month, day) - datetime.date(1899, 12, 30)).days)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_register_is_accepted_without_a_finding(language: str) -> None:
    assert Register(language).found() == []


def test_an_empty_register_lacks_only_settings_that_nobody_else_can_fill_in(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    build(TEMPLATE, path)
    report = Validator(Settings(), END_OF_MAY).check(path)
    assert {(finding.code, finding.at.table) for finding in report.findings} == {("XL301", "settings")}


@pytest.mark.parametrize(
    ("column", "language"),
    [(Risks.response, "en"), (Risks.owner, "en"), (Risks.due, "en"), (Risks.owner, "zh-CN")],
)
def test_a_critical_risk_without_response_owner_or_due(column: Column, language: str) -> None:
    """R5 scores 4 x 5 x (1 - 10 %) = 18: critical."""
    register = Register(language)
    place = register.put(column, "R5", None)
    assert register.found() == [("XL541", place)]


def test_a_medium_risk_may_still_look_for_an_owner() -> None:
    """R4 scores 4 x 3 x 50 % = 6: medium."""
    register = Register()
    register.put(Risks.owner, "R4", None)
    assert register.found() == []


def test_a_risk_accepted_above_the_appetite_of_nine() -> None:
    """R3 scores 3 x 5 x (1 - 20 %) = 12. Accepted, it needs no due day."""
    register = Register()
    place = register.put(Risks.response, "R3", "Accept")
    register.put(Risks.due, "R3", None)
    report = register.judged()
    assert [(finding.code, finding.at.place) for finding in report.findings] == [("XL542", place)]
    assert "a score of 12; the risk appetite is 9" in report.findings[0].sentence()


def test_a_risk_accepted_at_the_appetite() -> None:
    """R13 scores 3 x 3 = 9."""
    register = Register()
    register.put(Risks.response, "R13", "Accept")
    assert register.found() == []


@pytest.mark.parametrize(("reviewed", "late"), [((2026, 3, 1), True), ((2026, 3, 2), False)])
def test_a_review_is_overdue_after_ninety_days(reviewed: tuple[int, int, int], late: bool) -> None:
    """From 2 March to 31 May it is 29 + 30 + 31 = 90 days."""
    register = Register()
    place = register.put(Risks.reviewed, "R1", serial(*reviewed))
    assert register.found() == ([("XL543", place)] if late else [])


def test_a_risk_never_reviewed_is_overdue_and_a_closed_one_is_not() -> None:
    register = Register()
    register.put(Risks.reviewed, "R16", None)
    place = register.put(Risks.reviewed, "R1", None)
    assert register.found() == [("XL543", place)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Kris.acknowledged_by, None),
        (Kris.acknowledged_on, None),
        (Kris.acknowledged_on, serial(2026, 4, 30)),
    ],
    ids=["by nobody", "on no day", "before it began"],
)
def test_a_red_indicator_that_was_not_acknowledged(column: Column, value: object) -> None:
    """Deliveries in time are red since May."""
    register = Register()
    register.put(column, "Deliveries in time, %", value)
    report = register.judged()
    place = register.place(Kris.acknowledged_by, "Deliveries in time, %")
    assert [(finding.code, finding.at.place) for finding in report.findings] == [("XL544", place)]
    assert "2026-05" in report.findings[0].sentence()


@pytest.mark.parametrize(
    ("column", "key", "value"),
    [
        (Kris.red, "Discount given, %", 7.0),
        (Kris.red, "Deliveries in time, %", 93.0),
        (Kris.side, "Invoices overdue, %", "Low is bad"),
    ],
    ids=["above", "below", "other direction"],
)
def test_thresholds_in_the_wrong_order(column: Column, key: str, value: object) -> None:
    register = Register()
    register.put(column, key, value)
    assert register.found() == [("XL545", register.place(Kris.red, key))]


def test_equal_thresholds_are_no_mistake() -> None:
    register = Register()
    register.put(Kris.red, "Discount given, %", 8.0)
    codes = [code for code, _place in register.found()]
    assert codes == ["XL544"], "it is red at once, and that is to be acknowledged"


def test_an_indicator_two_months_behind() -> None:
    """In the middle of June five months are over; the value of May may still come, that of April should be there."""
    register = Register()
    place = register.put(Kris.m4, "Pulse of the team, of 10", None)
    register.put(Kris.m5, "Pulse of the team, of 10", None)
    assert register.found() == [], "at the end of May, April's may still come"
    assert register.found(MIDDLE_OF_JUNE) == [("XL546", place)]


def test_a_month_left_out_in_between_is_no_delay() -> None:
    register = Register()
    register.put(Kris.m4, "Pulse of the team, of 10", None)
    assert register.found(MIDDLE_OF_JUNE) == []


@pytest.mark.parametrize(("value", "wide"), [(7.5, True), (6.9, False)])
def test_an_indicator_green_for_six_months(value: float, wide: bool) -> None:
    register = Register()
    register.put(Kris.m6, "Pulse of the team, of 10", value)
    assert [code for code, _place in register.found()] == (["XL547"] if wide else [])


@pytest.mark.parametrize(
    ("column", "key", "value", "code"),
    [
        (Risks.category, "R1", "Weather", "XL305"),
        (Risks.response, "R1", "Hope", "XL305"),
        (Kris.risk, "Discount given, %", "R99", "XL307"),
    ],
    ids=["category", "response", "risk"],
)
def test_the_columns_declare_the_rest(column: Column, key: str, value: object, code: str) -> None:
    register = Register()
    register.put(column, key, value)
    assert code in [found for found, _place in register.found()]
