"""How a year is divided: months, or weeks as 4-4-5, 4-5-4 or 5-4-4. The formulas of a period's name and days.

A period is named after a month. In a year of weeks that is the month of its 15th day, so that twelve periods have
twelve names, as long as the year begins within a week of the first of a month.
"""

from __future__ import annotations

from xltargets.calc.named_year import MIDDLE
from xltargets.templates.schema import Choices, Column, Kind, _, column

YEAR_KIND = Choices(
    "year_kind",
    (
        ("months", _("Months")),
        ("w445", _("Weeks 4-4-5")),
        ("w454", _("Weeks 4-5-4")),
        ("w544", _("Weeks 5-4-4")),
    ),
)
PATTERN_OF = {code: "-".join(code[1:]) for code in YEAR_KIND.codes if code != "months"}
"""The weeks of the three periods of each quarter, for each kind of weeks."""

DIVISION: Column = column(
    Kind.CHOICE,
    _("Year divided into"),
    default="months",
    choices=YEAR_KIND,
    since=2,
    help=_("Months, or weeks in a pattern that repeats each quarter; blank is months."),
)
"""For Settings of templates whose periods can be weeks."""
WEEKS: Column = column(
    Kind.COUNT,
    _("Weeks of the year"),
    minimum=52,
    maximum=53,
    since=2,
    help=_("Of a year of weeks: 52 or 53, the 53rd in the last period; blank is 52."),
)
OF_WEEKS = 'AND(settings.year_kind<>"",settings.year_kind<>word.year_kind.months)'
"""Whether the year is one of weeks."""
FIRST_MONTH: Column = column(
    Kind.MONTH,
    _("First month"),
    since=2,
    formula=(
        f"=IF({OF_WEEKS},DATE(YEAR(settings.year_start+{MIDDLE}),MONTH(settings.year_start+{MIDDLE}),1),"
        "settings.year_start)"
    ),
    help=_("After which the first period is named; in a year of weeks that in which its 15th day lies."),
)
YEAR_END: Column = column(
    Kind.DATE,
    _("Last day of the year"),
    formula=f"=IF({OF_WEEKS},settings.year_start+IF(settings.weeks=53,371,364)-1,EDATE(settings.year_start,12)-1)",
    help=_("Twelve months from the first day, or 52 or 53 weeks."),
)
"""For Settings of templates that look at the whole year."""


def first_day(number: str, name: str) -> str:
    """The first day of a period of the year's twelve, by its number and its name."""
    second = "IF(settings.year_kind=word.year_kind.w544,35,28)"
    third = "IF(settings.year_kind=word.year_kind.w445,56,63)"
    of_quarter = f"CHOOSE(MOD({number}-1,3)+1,0,{second},{third})"
    return f"IF({OF_WEEKS},settings.year_start+91*INT(({number}-1)/3)+{of_quarter},{name})"


def number_of(day: str, firsts: str) -> str:
    """The number of the period in which a day lies, by the first days of the year's twelve: 0 before it, 13 after."""
    return f'COUNTIFS({firsts},"<="&{day})+({day}>=settings.year_end+1)'


def name_of(day: str, firsts: str) -> str:
    """After which month the period of a day is named, in a year of weeks; outside of it none of the year's names."""
    return f"EDATE(settings.first_month,{number_of(day, firsts)}-1)"
