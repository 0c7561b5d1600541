"""Weekends, days off and make-up days of Settings, as plan and scorecard count them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.libreoffice import convert, needs_libreoffice
from xltargets.building.builder import build
from xltargets.rollup.extraction import extract_view
from xltargets.rollup.working_calendar import working_calendar
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.templates.working_days import WEEKEND
from xltargets.views.view import View
from xltargets.workbooks.reader import read

DAY = datetime.date
# January 2026 begins on a Thursday: five Fridays, five Saturdays, four Sundays.
BY_HAND = {"saturday_sunday": 22, "friday_saturday": 21, "sunday": 27, "friday": 26, "none": 31}


def plan(path: Path, weekend: str, **days: list[DAY]) -> View:
    settings = {"unit": "North", "owner": "Dana", "year_start": DAY(2026, 1, 1), "agreed": 1200, "weekend": weekend}
    rows = {table: [{"day": day} for day in listed] for table, listed in days.items()}
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, {"units": [{"person": "Ann"}], **rows}))
    return View.of(read(path))


def counted(view: View) -> list[object]:
    table = view.tables["calendar"]
    return [table.slot(table.declared["days"], row).value for row in table.rows]


def test_every_choice_is_tried() -> None:
    assert set(BY_HAND) == set(WEEKEND.codes)


@pytest.mark.parametrize("weekend", BY_HAND)
def test_january_by_hand(weekend: str, tmp_path: Path) -> None:
    view = plan(tmp_path / "plan.xlsx", weekend)
    assert counted(view)[0] == BY_HAND[weekend]
    assert working_calendar(extract_view(view, "plan.xlsx")).days(46023, 46053) == BY_HAND[weekend]


def test_a_joiners_month_counts_make_up_days(tmp_path: Path) -> None:
    """Who comes on Monday 23 February 2026 belongs to 5 of the 16 days that China works in the month."""
    off = [DAY(2026, 2, day) for day in (16, 17, 18, 19, 20, 23)]
    made_up = [DAY(2026, 2, 14), DAY(2026, 2, 28)]
    path = tmp_path / "plan.xlsx"
    settings = {"unit": "North", "owner": "Dana", "year_start": DAY(2026, 1, 1), "agreed": 1200}
    rows = {
        "units": [{"person": "Ann"}, {"person": "Bo", "member_from": DAY(2026, 2, 23)}],
        "holidays": [{"day": day} for day in off],
        "workdays": [{"day": day} for day in made_up],
    }
    build(TEMPLATES["target-plan"], path, Filling({"settings": settings}, rows))
    view = View.of(read(path))
    assert counted(view)[1] == 16
    shares = view.tables["shares"]
    # That Monday is off; four days follow, and Saturday the 28th.
    assert shares.slot(shares.declared["m2"], shares.rows.start + 1).value == pytest.approx(5 / 16, abs=1e-12)


@needs_libreoffice
@pytest.mark.parametrize("weekend", BY_HAND)
@pytest.mark.nightly
def test_another_program_counts_the_same(weekend: str, tmp_path: Path) -> None:
    off = [DAY(2026, 1, 1), DAY(2026, 5, 1), DAY(2026, 5, 4)]
    made_up = {"sunday": [DAY(2026, 2, 15)], "none": []}.get(weekend, [DAY(2026, 2, 14), DAY(2026, 5, 9)])
    made_up = [DAY(2026, 2, 13)] if weekend == "friday" else made_up
    path = tmp_path / "plan.xlsx"
    ours = plan(path, weekend, holidays=off, workdays=made_up)
    (tmp_path / "theirs").mkdir()
    theirs = View.of(read(convert(path, tmp_path / "theirs")))
    assert counted(ours) == counted(theirs)
    calendar = working_calendar(extract_view(ours, "plan.xlsx"))
    spans = [(DAY(2026, month, 1), DAY(2026 + month // 12, month % 12 + 1, 1)) for month in range(1, 13)]
    origin = DAY(1899, 12, 30)
    assert [calendar.days((first - origin).days, (after - origin).days - 1) for first, after in spans] == counted(ours)
