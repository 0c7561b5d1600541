"""The options of `xltargets new` that say how the year is divided."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.options import FIRST_OF_MONTH, refuse
from xltargets.errors import N_

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = ("months", "4-4-5", "4-5-4", "5-4-4")
WEEK = 7
NEAR_A_FIRST = N_("{option} {day}: a year of weeks begins within a week of the first of a month.")


def year_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The division of the year, and its weeks."""
    options = (
        click.option(
            "--year-kind",
            type=click.Choice(KINDS),
            help="Months, or weeks by the pattern of each quarter.",
        ),
        click.option("--weeks", type=click.IntRange(52, 53), help="Weeks of a year of weeks; 52 if left out."),
    )
    for option in options:
        command = option(command)
    return command


def division_of(options: dict[str, Any], *, dated: bool = True) -> dict[str, Any]:
    """What they put into Settings; what does not go together is refused.

    `dated` is whether all that fills the workbook has days, by which it falls into periods of weeks.
    """
    kind, weeks, start = options["year_kind"], options["weeks"], options["year_start"]
    of_weeks = kind is not None and kind != KINDS[0]
    if weeks is not None and not of_weeks:
        raise refuse(N_("--weeks goes with --year-kind 4-4-5, 4-5-4 or 5-4-4."))
    if of_weeks and not dated:
        message = N_("--year-kind {kind} goes with deals or an empty workbook: targets and samples are of months.")
        raise refuse(message, kind=kind)
    if of_weeks and start is None:
        raise refuse(N_("--year-kind {kind} goes with --year-start, the first day of the first week."), kind=kind)
    if start is not None and not of_weeks and start.day != 1:
        raise refuse(FIRST_OF_MONTH, option="--year-start", day=f"{start:%Y-%m-%d}")
    if of_weeks and start.day > WEEK + 1 and (start + datetime.timedelta(days=WEEK)).month == start.month:
        raise refuse(NEAR_A_FIRST, option="--year-start", day=f"{start:%Y-%m-%d}")
    given = {"year_kind": "w" + kind.replace("-", "") if of_weeks else kind, "weeks": weeks}
    return {key: value for key, value in given.items() if value is not None}


def last_day(settings: dict[str, Any], start: datetime.date) -> datetime.date | None:
    """The last day of a year of weeks; None of one of months."""
    if str(settings.get("year_kind") or "months") == "months":
        return None
    return start + datetime.timedelta(weeks=settings.get("weeks") or 52, days=-1)
