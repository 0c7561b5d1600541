"""The company scorecard, sheet Parent's targets. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.company_scorecard.formula_parts import loaded
from xltargets.templates.row_formulas import sum_where
from xltargets.templates.schema import Choices, Kind, Mark, Tone, _, column

LEVEL_OF = Choices("level_of", (("Region", _("Region")), ("Team", _("Team")), ("Person", _("Person"))))


class Parents(schema.Table):
    """What the level above has set, beside what the teams have planned."""

    title = _("Parent's targets")
    rows = 1
    level = loaded(Kind.CHOICE, _("Level"), key=True, choices=LEVEL_OF, width=12)
    name_of = loaded(Kind.TEXT, _("Name"), key=True, width=24)
    parent = loaded(Kind.AMOUNT, _("Parent's target"))
    children = column(
        Kind.AMOUNT,
        _("Planned below"),
        formula=(
            '=IF([@level]="","",IF([@name_of]="",0,IF([@level]=word.level_of.Region,'
            + sum_where("people[target]", "people[region]=[@name_of]")
            + ",IF([@level]=word.level_of.Team,"
            + sum_where("teams[target]", "teams[unit]=[@name_of]")
            + ","
            + sum_where("people[target]", "people[person]=[@name_of]")
            + "))))"
        ),
    )
    gap = column(
        Kind.AMOUNT,
        _("Difference"),
        formula='=IF([@level]="","",[@children]-[@parent])',
        marks=[Mark(Tone.BAD, "AND(ISNUMBER([@gap]),ABS([@gap])>=0.005)")],
    )
    cushion = column(
        Kind.RATIO,
        _("Over-assignment"),
        formula='=IF(OR([@level]="",1*[@parent]=0),"",[@children]/[@parent]-1)',
        help=_("How much more is planned below than the parent has set."),
        width=14,
    )
    source = loaded(Kind.TEXT, _("Source"), width=38)
