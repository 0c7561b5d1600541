"""What all workbooks share: the settings that each has, days off, and the words of statuses. Declarations only."""

from __future__ import annotations

import datetime

from xltargets.locale import RECORDS
from xltargets.templates import schema
from xltargets.templates.schema import Before, Choices, Column, Free, Kind, Tone, When, _, column

CURRENCIES = ("USD", "EUR", "GBP", "CNY", "TWD", "JPY", "HKD", "SGD", "AUD", "CAD", "CHF", "INR", "KRW")

LANGUAGE = Choices("language", tuple((one.code, one.name) for one in RECORDS.values()))
"""Each in its own words, whatever the workbook's language."""

STATUS = Choices(
    "status",
    (("Green", _("Green")), ("Amber", _("Amber")), ("Red", _("Red"))),
    (("Green", Tone.GOOD), ("Amber", Tone.WATCH), ("Red", Tone.BAD)),
)
AMOUNT_UNIT = Choices(
    "amount_unit",
    (
        ("Whole", _("Whole amounts")),
        ("Thousands", _("Thousands")),
        ("Ten thousands", _("Ten thousands")),
        ("Millions", _("Millions")),
    ),
)
SCALES = {"Thousands": 1e3, "Ten thousands": 1e4, "Millions": 1e6}
"""By what an amount is divided where it is shown in these; cells always hold it in full."""
_SCALE = "1"
for _word, _size in SCALES.items():
    _SCALE = f"IF(settings.shown_in=word.amount_unit.{_word.replace(' ', '_')},{_size:.0f},{_SCALE})"
YES_NO = Choices("yes_no", (("Yes", _("Yes")), ("No", _("No"))))
PROGRESS = Choices(
    "progress",
    (
        ("Open", _("Open")),
        ("In progress", _("In progress")),
        ("Done", _("Done")),
        ("Overdue", _("Overdue")),
        ("Dropped", _("Dropped")),
    ),
    (
        ("In progress", Tone.WATCH),
        ("Done", Tone.GOOD),
        ("Overdue", Tone.BAD),
        ("Dropped", Tone.QUIET),
    ),
)


GREEN_FROM: Column = column(
    Kind.RATIO,
    _("Green from"),
    default=1.0,
    minimum=0,
    maximum=10,
    required=True,
    help=_("Attainment from which a status is green."),
)
AMBER_FROM: Column = column(
    Kind.RATIO,
    _("Amber from"),
    default=0.8,
    minimum=0,
    maximum=10,
    required=True,
    help=_("Attainment from which it is amber; below it is red."),
)
PERSON_ID = column(
    Kind.TEXT,
    _("Person ID"),
    free=Free.NAME,
    since=2,
    width=13,
    synonyms=("employee id", "employee number", "user id", "owner id", "员工编号", "工号", "員工編號"),
    help=_("Short and never given to anyone else; it stays when a name or a unit changes."),
)
MEMBER_FROM = column(
    Kind.DATE,
    _("Member from"),
    when=When.NEAR,
    since=2,
    checks=[Before("member_until")],
    synonyms=("start date", "hire date", "入职日期", "到職日"),
    help=_("The first day in this unit; blank if it was before the year."),
)
MEMBER_UNTIL = column(
    Kind.DATE,
    _("Member until"),
    when=When.NEAR,
    since=2,
    synonyms=("end date", "leaving date", "离职日期", "離職日"),
    help=_("The last day in this unit; blank while the person stays."),
)
MEMBER_SHARE = column(
    Kind.RATIO,
    _("Share of time"),
    since=2,
    minimum=0,
    maximum=1,
    width=11,
    help=_("How much of the person's time belongs to this unit, e.g. 50%; blank is all of it."),
)


class CommonSettings(schema.Form):
    """What every workbook says of itself. A template's own settings follow these."""

    title = _("Settings")
    widths = (26, 22, 58)
    organisation = column(Kind.TEXT, _("Organisation"), free=Free.NAME, help=_("The company as it appears in print."))
    unit = column(
        Kind.TEXT, _("Unit"), free=Free.NAME, required=True, help=_("The team or department that this workbook is for.")
    )
    owner = column(Kind.TEXT, _("Owner"), free=Free.PERSON, required=True, help=_("Who answers for it."))
    currency = column(
        Kind.TEXT,
        _("Currency"),
        pattern="[A-Z]{3}",
        default="USD",
        required=True,
        offered=CURRENCIES,
        help=_("Its three letters, e.g. USD."),
    )
    year_start = column(
        Kind.DATE,
        _("First day of the year"),
        when=When.NEAR,
        default=datetime.date(2027, 1, 1),
        required=True,
        help=_("Of the financial year: the first of a month."),
    )
    decimals = column(
        Kind.COUNT,
        _("Decimals"),
        default=0,
        minimum=0,
        maximum=2,
        required=True,
        help=_("Of all amounts: 0 for whole units, 2 for cents."),
    )
    language = column(
        Kind.CHOICE,
        _("Language"),
        required=True,
        choices=LANGUAGE,
        help=_("Of the advice that formulas give."),
    )
    as_of = column(
        Kind.DATE,
        _("As of"),
        when=When.NEAR,
        help=_("The day to look from; blank takes the last entry."),
    )
    unit_id = column(
        Kind.TEXT,
        _("Unit ID"),
        free=Free.NAME,
        since=2,
        renewed=True,
        help=_("Short and the same in all workbooks of the unit, e.g. north-harbour."),
    )
    shown_in = column(
        Kind.CHOICE,
        _("Large figures in"),
        default="Whole",
        since=2,
        choices=AMOUNT_UNIT,
        help=_("Of tiles, target letters and the meeting's page; tables hold amounts in full."),
    )
    shown_by = column(
        Kind.COUNT,
        _("Divided by"),
        since=2,
        formula=f"={_SCALE}",
        help=_("What a large figure is divided by to be shown so."),
    )


class Holidays(schema.Table):
    """Days off besides weekends; pace and run rate leave them out."""

    title = _("Holidays")
    rows = 12
    spare = 9
    anchor = "E4"
    day = column(Kind.DATE, _("Day"), when=When.NEAR, help=_("A day on which nobody sells."))
    occasion = column(Kind.TEXT, _("Occasion"), free=Free.PROSE, help=_("For example New Year."), width=16)


class Workdays(schema.Table):
    """Days off by the week that are worked, to make up for a holiday."""

    title = _("Make-up working days")
    rows = 8
    spare = 8
    since = 2
    day = column(
        Kind.DATE,
        _("Day"),
        when=When.NEAR,
        since=2,
        help=_("A day of the weekend on which people work, to make up for a holiday."),
    )
    instead_of = column(
        Kind.TEXT, _("Instead of"), free=Free.PROSE, since=2, help=_("For example Labour Day."), width=16
    )


class Loaded(schema.Table):
    """What came from the unit's other workbooks: each figure with the file and the cells that it comes from."""

    title = _("Loaded")
    rows = 12
    since = 2
    figure = column(Kind.TEXT, _("Figure"), loaded=True, key=True, width=34, help=_("Table or form, and its column."))
    row = column(Kind.TEXT, _("Row"), loaded=True, key=True, width=20, help=_("Which row of the table."))
    value = column(
        Kind.TEXT,
        _("As loaded"),
        loaded=True,
        width=20,
        help=_("Of a whole table: how many rows, and a mark that changes with them."),
    )
    file = column(Kind.TEXT, _("File"), loaded=True, width=34, help=_("The workbook that it comes from."))
    cells = column(Kind.TEXT, _("Cells"), loaded=True, width=37, help=_("Where it stands there."))
    day = column(Kind.DATE, _("Loaded on"), loaded=True, help=_("The day from which it is so."))


WORKDAYS_SHEET = schema.Sheet(
    "workdays",
    _("Make-up days"),
    schema.Role.INPUT,
    _("Days of the weekend on which people work to make up for a holiday, as China decrees them. Most have none."),
    (Workdays,),
    landscape=False,
    since=2,
)
"""Follows Settings in workbooks that count working days."""

LOADED_SHEET = schema.Sheet(
    "loaded",
    _("Loaded"),
    schema.Role.RESULT,
    _("What a refresh brought from the unit's other workbooks, and where from. Nobody types here."),
    (Loaded,),
    since=2,
)
"""The last sheet of every workbook of a unit."""
