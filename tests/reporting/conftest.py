"""Two reports to write in every format: one refused, with hostile text in it, and one accepted."""

from __future__ import annotations

import io
from datetime import date

import pytest

from xltargets.errors import Phrase
from xltargets.reporting import reporter
from xltargets.reporting.base import ReportOptions
from xltargets.validation.finding import Fault, Finding, Severity
from xltargets.validation.report import FileReport, Summary
from xltargets.views.location import Location

HOSTILE = "<script>alert(1)</script> [red]x[/red] \x1b[31m\r\n::error::%0A \u202egnp ]]> & \ud800"

WEIGHT = Finding(
    "XL304",
    "out-of-range",
    Severity.ERROR,
    Fault(
        Location("Periods", "periods", "2026-03", "weight", "C7"),
        "{label} is {found}; expected {expected}.",
        "Correct it: {help}",
        -2.0,
        Phrase("0 or more"),
        {"label": "Weight", "help": "the month's relative size, e.g. 1."},
    ),
    "target-plan",
)
NAME = Finding(
    "XL310",
    "stray-spaces",
    Severity.WARNING,
    Fault(
        Location(f"S{HOSTILE}", "units", HOSTILE, "person", "A5"), "Person is {found}.", found=HOSTILE, expected=HOSTILE
    ),
    "target-plan",
)
EXTRA = Finding("XL203", "sheet-added", Severity.INFO, Fault(Location("Notes"), "Not checked."), "target-plan")


@pytest.fixture
def reports():
    return [
        FileReport("plans/north.xlsx", (WEIGHT, NAME), template="target-plan"),
        FileReport("plans/south.xlsx", (EXTRA,), template="target-plan"),
    ]


@pytest.fixture
def write(write_bytes):
    return lambda form, **options: write_bytes(form, **options).decode()


@pytest.fixture
def write_bytes(reports):
    def write(form: str, **options) -> bytes:
        held = io.BytesIO()
        out = io.TextIOWrapper(held, encoding="utf-8", newline="\n")
        one = reporter(form)(out, ReportOptions(date(2026, 9, 30), **options))
        summary = Summary(date(2026, 9, 30), seconds=0.84)
        for report in reports:
            summary.add(report)
            one.add(report)
        one.finish(summary)
        out.flush()
        return held.getvalue()

    return write
