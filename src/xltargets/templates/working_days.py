"""Which days are worked: the weekend, the days off and the make-up days of Settings, and formulas that count them."""

from __future__ import annotations

from xltargets.templates.schema import Choices, Column, Kind, _, column

_WEEKENDS = (
    ("saturday_sunday", _("Saturday and Sunday"), "1"),
    ("friday_saturday", _("Friday and Saturday"), "7"),
    ("sunday", _("Sunday"), "11"),
    ("friday", _("Friday"), "16"),
    ("none", _("No day"), '"0000000"'),
)
"""Each with its code of NETWORKDAYS.INTL."""
WEEKEND = Choices("weekend", tuple((code, word) for code, word, _days in _WEEKENDS))
WEEKEND_DAYS: Column = column(
    Kind.CHOICE,
    _("Weekend"),
    default="saturday_sunday",
    choices=WEEKEND,
    since=2,
    help=_("The days of each week on which nobody sells; blank takes Saturday and Sunday."),
)
"""For Settings of templates that count working days."""
WEEK_CODES: dict[str, float | str] = {
    code: days.strip('"') if '"' in days else float(days) for code, _word, days in _WEEKENDS
}
"""The code of NETWORKDAYS.INTL for each choice."""

WEEK = (
    'IF(settings.weekend="",1,CHOOSE(MATCH(settings.weekend,labels.weekend,0),'
    f"{','.join(days for _code, _word, days in _WEEKENDS)}))"
)
CALENDAR = f"holidays[day],workdays[day],{WEEK}"
"""The last three arguments of our functions that count working days."""


def days_from(first: str, last: str) -> str:
    """How many days are worked from one day to another. A make-up day lies on a weekend, which a rule sees to."""
    of_weeks = f"NETWORKDAYS.INTL({first},{last},{WEEK},holidays[day])"
    # ONLYOFFICE's NETWORKDAYS.INTL takes no holiday off that is a Friday; its NETWORKDAYS does.
    usual = f"IF({WEEK}=1,NETWORKDAYS({first},{last},holidays[day]),{of_weeks})"
    made_up = f'COUNTIFS(workdays[day],">="&{first},workdays[day],"<="&{last})'
    return f"({usual}+{made_up})"
