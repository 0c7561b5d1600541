"""The target plan, sheet Totals: what each level adds up to, down from the company. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.row_formulas import count_where, row_number, row_where, sum_where
from xltargets.templates.schema import Kind, _, column

_UNIT = row_number("unit_totals", "unit_id")
_HERE = "(units[team]=[@unit])+(units[team]=[@unit_id])>0"
"""The rows of Units that name the unit in Team, by its name or by its ID."""
_LEVELS_ABOVE = 5


def _of_company(key: str) -> str:
    cell = f"INDEX(organisation[{key}],{_UNIT})"
    return f'=IF({cell}="","",{cell})'


def _above(number: int, label: str) -> schema.Column:
    """The ID of the unit so many levels above."""
    below = f"[@up{number - 1}]"
    formula = _of_company("parent")
    if number > 1:
        parent = f"INDEX(organisation[parent],{row_where(f'organisation[unit_id]={below}')})"
        formula = f'=IF({below}="","",IFERROR(IF({parent}="","",{parent}),""))'
    return column(Kind.TEXT, label, formula=formula, since=2, width=14)  # type: ignore[no-any-return]


_BELOW = "+".join(["([unit_id]=[@unit_id])", *(f"([up{number}]=[@unit_id])" for number in range(1, _LEVELS_ABOVE + 1))])


class UnitTotals(schema.Table):
    """In a company plan, the targets of its units: of their own people, and with all units below them."""

    name = "unit_totals"
    title = _("Totals of the company's units")
    follows = ("organisation", 1)
    since = 2
    totals = True
    unit_id = column(Kind.TEXT, _("Unit ID"), key=True, formula=_of_company("unit_id"), since=2, width=18)
    unit = column(Kind.TEXT, _("Unit"), formula=_of_company("unit"), since=2, width=22)
    people = column(
        Kind.COUNT,
        _("Rows in Units"),
        formula=f'=IF([@unit_id]="",0,{count_where(_HERE)})',
        since=2,
        help=_("Those that name it in Team."),
    )
    own = column(
        Kind.AMOUNT,
        _("Own people"),
        total=True,
        formula=f'=IF([@unit_id]="",0,{sum_where("units[target]", _HERE)})',
        since=2,
        help=_("The targets in force of those who name it in Team."),
    )
    whole = column(
        Kind.AMOUNT,
        _("With all below"),
        formula=f'=IF([@unit_id]="",0,SUMPRODUCT(({_BELOW}),[own]))',
        since=2,
        help=_("With the units that are a part of it, before over-assignment; six levels at most."),
    )
    share = column(
        Kind.RATIO,
        _("Share"),
        formula="=IF(settings.total=0,0,[@whole]/settings.total)",
        since=2,
        help=_("Of the target of the year."),
    )
    up1 = _above(1, _("Part of"))
    up2 = _above(2, _("Two levels above"))
    up3 = _above(3, _("Three levels above"))
    up4 = _above(4, _("Four levels above"))
    up5 = _above(5, _("Five levels above"))


_ROW = row_number("level_totals", "number")


def _first(level: str, label: str) -> schema.Column:
    """The row of Units if it is the first that names its region, team …"""
    word = f"INDEX(units[{level}],{_ROW})"
    formula = f'=IF({word}="","",IF({row_where(f"units[{level}]={word}")}={_ROW},{_ROW},""))'
    return column(Kind.COUNT, label, formula=formula, since=2, width=9)  # type: ignore[no-any-return]


def _word(level: str, label: str) -> schema.Column:
    """The regions, teams … one after the other, as they come in Units."""
    formula = f'=IF({_ROW}>COUNT([first_{level}]),"",INDEX(units[{level}],SMALL([first_{level}],{_ROW})))'
    return column(Kind.TEXT, label, formula=formula, since=2, width=18)  # type: ignore[no-any-return]


def _target(level: str, label: str) -> schema.Column:
    total = sum_where("units[target]", f"units[{level}]=[@{level}]")
    formula = f'=IF([@{level}]="","",{total})'
    return column(Kind.AMOUNT, label, formula=formula, since=2, total=True)  # type: ignore[no-any-return]


class LevelTotals(schema.Table):
    """The targets in force by each level of Units: each stands once, whatever rows it is in."""

    name = "level_totals"
    title = _("Totals by region, team, channel, product and person")
    follows = ("units", 1)
    since = 2
    totals = True
    anchor = "A below unit_totals"
    number = column(Kind.COUNT, _("Row"), key=True, formula=f"={_ROW}", since=2, width=8)
    region = _word("region", _("Region"))
    of_region = _target("region", _("Target of the region"))
    team = _word("team", _("Team"))
    of_team = _target("team", _("Target of the team"))
    channel = _word("channel", _("Channel"))
    of_channel = _target("channel", _("Target of the channel"))
    product = _word("product", _("Product"))
    of_product = _target("product", _("Target of the product"))
    person = _word("person", _("Person"))
    of_person = _target("person", _("Target of the person"))
    first_region = _first("region", _("First with region"))
    first_team = _first("team", _("First with team"))
    first_channel = _first("channel", _("First with channel"))
    first_product = _first("product", _("First with product"))
    first_person = _first("person", _("First with person"))
