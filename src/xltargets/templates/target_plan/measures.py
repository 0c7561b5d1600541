"""The target plan, sheet Measures: what people are measured by besides the target. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import YES_NO
from xltargets.templates.row_formulas import row_number, row_where, shown, sum_where
from xltargets.templates.schema import Choices, Free, Highlight, Kind, Tone, _, column
from xltargets.templates.target_plan.keyed import whose

LEVEL = Choices(
    "measure_level",
    (
        ("below", _("Below the floor")),
        ("floor", _("Floor reached")),
        ("target", _("Target reached")),
        ("stretch", _("Stretch reached")),
    ),
    (("target", Tone.GOOD), ("stretch", Tone.GOOD)),
)
_OWN = "measure_targets[measure]=[@measure]"


class Measures(schema.Table):
    """What the year is measured by, each with its own total, levels and weight."""

    title = _("Measures")
    rows = 6
    spare = 3
    since = 2
    measure = column(
        Kind.TEXT,
        _("Measure"),
        free=Free.NAME,
        key=True,
        required=True,
        unique=True,
        since=2,
        width=24,
        help=_("For example contract amount, collected, margin, new customers."),
    )
    measured_in = column(
        Kind.TEXT, _("Measured in"), free=Free.NAME, since=2, width=14, help=_("A currency, customers, days.")
    )
    weight = column(
        Kind.RATIO,
        _("Weight"),
        minimum=0,
        maximum=1,
        since=2,
        help=_("How much it counts in a person's attainment; the weights need not sum to 100%."),
    )
    of_plan = column(
        Kind.CHOICE,
        _("The plan's target"),
        choices=YES_NO,
        since=2,
        width=14,
        help=_("Yes if its total is the plan's target of the year, as for the contract amount."),
    )
    own_total = column(
        Kind.NUMBER,
        _("Own total"),
        minimum=0,
        since=2,
        help=_("Of the whole unit for the year, where it is not the plan's target."),
    )
    decimals = column(Kind.COUNT, _("Decimals"), minimum=0, maximum=2, since=2, help=_("Of its parts; blank is none."))
    floor = column(
        Kind.RATIO,
        _("Floor"),
        minimum=0,
        maximum=1,
        since=2,
        help=_("What has to be reached at least, as a part of the target; blank if there is none."),
    )
    stretch = column(
        Kind.RATIO,
        _("Stretch target"),
        minimum=1,
        maximum=10,
        since=2,
        help=_("What would be outstanding, as a part of the target; blank if there is none."),
    )
    total = column(
        Kind.NUMBER,
        _("Total"),
        formula='=IF([@measure]="","",IF([@of_plan]=word.yes_no.Yes,settings.total,IF(ISNUMBER([@own_total]),[@own_total],"")))',
        since=2,
        help=_("What is split over the people below, exactly."),
    )
    vacant = column(
        Kind.NUMBER,
        _("Vacant"),
        formula=f'=IF(ISNUMBER([@total]),ROUND([@total]-{sum_where("measure_targets[target]", _OWN)},2),"")',
        since=2,
        help=_("What nobody below carries."),
    )
    actual = column(
        Kind.NUMBER,
        _("Actual"),
        formula=f'=IF([@measure]="","",{sum_where("measure_targets[actual]", _OWN)})',
        since=2,
        help=_("What the people below have reached so far."),
    )
    attainment = column(
        Kind.RATIO,
        _("Attainment"),
        formula='=IF([@measure]="","",IF(NOT(ISNUMBER([@total])),"",IF([@total]=0,0,[@actual]/[@total])))',
        highlight=Highlight.BAR,
        since=2,
    )


_MEASURE = row_where("measures[measure]=[@measure]")
_NAMED = 'OR([@person]="",[@measure]="")'
_DECIMALS = f"1*INDEX(measures[decimals],{_MEASURE})"


_UNITS = "units[person]=[@person]"
_CARRIED = (
    f"IF({sum_where('units[target]', _UNITS)}=0,1,"
    f"{sum_where('units[carried]', _UNITS)}/{sum_where('units[target]', _UNITS)})"
)
"""How much of a full year's target the person carries."""


def _weights(order: str) -> str:
    """The weights of a measure's rows above this one, up to it, or all."""
    return sum_where("[weight]", "[measure]=[@measure]", *([f"[number]{order}[@number]"] if order else []))


def _up_to(order: str) -> str:
    """The part of the whole that the rows above, or up to this one, have together: what is left is never lost."""
    return f"ROUND(INDEX(measures[total],{_MEASURE})*{_weights(order)}/{_weights('')},{_DECIMALS})"


def _level(key: str) -> str:
    part = f"INDEX(measures[{key}],{_MEASURE})"
    return f'=IF({_NAMED},"",IF(ISNUMBER({part}),ROUND([@target]*{part},{_DECIMALS}),""))'


class MeasureTargets(schema.Table):
    """Each person's target by each measure, its levels, and how far it is reached."""

    name = "measure_targets"
    title = _("Measures by person")
    rows = 24
    spare = 6
    since = 2
    anchor = "A below measures"
    person = whose(_("One of the sheet Units."))
    measure = column(
        Kind.TEXT,
        _("Measure"),
        references="measures.measure",
        key=True,
        required=True,
        since=2,
        help=_("One of the measures above."),
    )
    own_weight = column(
        Kind.NUMBER,
        _("Own weight"),
        minimum=0,
        since=2,
        help=_("The person's relative size in this measure; blank takes the person's target in Units."),
    )
    actual = column(Kind.NUMBER, _("Actual"), free=Free.SCALE, since=2, help=_("Reached so far this year."))
    target = column(
        Kind.NUMBER,
        _("Target"),
        formula=f"=IF({_NAMED},0,ROUND([@in_full]*{_CARRIED},{_DECIMALS}))",
        since=2,
        help=_("What the person carries in the year, as in the Grid: by membership, share of time, ramp and leave."),
    )
    floor = column(Kind.NUMBER, _("Floor"), formula=_level("floor"), since=2, help=_("To be reached at least."))
    stretch = column(Kind.NUMBER, _("Stretch target"), formula=_level("stretch"), since=2, help=_("Outstanding."))
    attainment = column(
        Kind.RATIO,
        _("Attainment"),
        formula=f'=IF(OR({_NAMED},NOT(ISNUMBER([@actual])),[@target]=0),"",[@actual]/[@target])',
        highlight=Highlight.BAR,
        since=2,
    )
    level = column(
        Kind.CHOICE,
        _("Level reached"),
        formula='=IF([@attainment]="","",'
        + shown(
            LEVEL,
            'IF(AND(ISNUMBER([@stretch]),[@actual]>=[@stretch]),"stretch",IF([@actual]>=[@target],"target",'
            'IF(AND(ISNUMBER([@floor]),[@actual]>=[@floor]),"floor","below")))',
        )
        + ")",
        choices=LEVEL,
        highlight=Highlight.TONES,
        since=2,
        width=16,
        help=_("Reached so far, of the whole year."),
    )
    counts = column(
        Kind.RATIO,
        _("Counts"),
        formula=f'=IF([@attainment]="",0,1*INDEX(measures[weight],{_MEASURE}))',
        since=2,
        help=_("The weight of the measure, once it has an actual."),
    )
    points = column(
        Kind.RATIO,
        _("Weighted attainment"),
        formula='=IF([@attainment]="",0,[@counts]*[@attainment])',
        since=2,
        help=_("The attainment times what it counts."),
    )
    weight = column(
        Kind.NUMBER,
        _("Weight"),
        formula=(f"=IF({_NAMED},0,IF(ISNUMBER([@own_weight]),[@own_weight],{sum_where('units[target]', _UNITS)}))"),
        since=2,
        help=_("What the measure's total is split by."),
    )
    in_full = column(
        Kind.NUMBER,
        _("In full"),
        formula=(
            f"=IF({_NAMED},0,IF(NOT(ISNUMBER(INDEX(measures[total],{_MEASURE}))),0,"
            f"IF({_weights('')}=0,0,{_up_to('<=')}-{_up_to('<')})))"
        ),
        since=2,
        help=_("As if the person were there all year. The parts of a measure sum exactly to its total."),
    )
    number = column(Kind.COUNT, _("Row"), formula=f"={row_number('measure_targets', 'person')}", since=2, width=8)


_ROW = row_number("measure_scores", "number")
_WHO = f"INDEX(units[person],{_ROW})"
_HIS = "measure_targets[person]=[@person]"


class MeasureScores(schema.Table):
    """Each person's attainment over all measures, by their weights."""

    name = "measure_scores"
    title = _("Weighted attainment")
    follows = ("units", 1)
    since = 2
    anchor = "A below measure_targets"
    person = column(
        Kind.TEXT,
        _("Person"),
        formula=f'=IF({_WHO}="","",IF({row_where(f"units[person]={_WHO}")}={_ROW},{_WHO},""))',
        since=2,
    )
    attainment = column(
        Kind.RATIO,
        _("Attainment"),
        formula=(
            f'=IF([@person]="","",IF({sum_where("measure_targets[counts]", _HIS)}=0,"",'
            f"{sum_where('measure_targets[points]', _HIS)}/{sum_where('measure_targets[counts]', _HIS)}))"
        ),
        highlight=Highlight.BAR,
        since=2,
        help=_("The mean of the attainments by the weights of the measures that have an actual."),
    )
    number = column(Kind.COUNT, _("Row"), key=True, formula=f"={_ROW}", since=2, width=8)
