"""The company scorecard, who brings what: regions, teams, people, and the parent's targets. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS, CommonSettings
from xltargets.templates.row_formulas import row_number, shown
from xltargets.templates.schema import Choices, Highlight, Kind, Mark, Tone, _, column

LEVEL_OF = Choices("level_of", (("Region", _("Region")), ("Team", _("Team")), ("Person", _("Person"))))
_GRADE = shown(STATUS, "ACHIEVEMENT_STATUS([@attainment],settings.amber,settings.green)")
_ATTAINMENT = '=IF(OR([@actual]="",1*[@target_so_far]=0),"",ACHIEVEMENT([@actual],[@target_so_far]))'


class Settings(CommonSettings):
    """What holds for the whole scorecard."""

    name = "settings"
    title = _("Settings")
    folder = column(Kind.TEXT, _("Folder"), help=_("Where the teams' workbooks are; a refresh reads them again."))
    green = column(
        Kind.RATIO,
        _("Green from"),
        default=1.0,
        minimum=0,
        maximum=10,
        required=True,
        help=_("Attainment from which a status is green."),
    )
    amber = column(
        Kind.RATIO,
        _("Amber from"),
        default=0.8,
        minimum=0,
        maximum=10,
        required=True,
        help=_("Attainment from which it is amber; below it is red."),
    )


def _loaded(kind: Kind, label: str, **options: object) -> schema.Column:
    return column(kind, label, loaded=True, **options)  # type: ignore[no-any-return]


class Teams(schema.Table):
    """Every team's target, actual and prospects, each with the file that it comes from."""

    title = _("Teams")
    rows = 1
    totals = True
    unit = _loaded(Kind.TEXT, _("Unit"), key=True, width=22)
    region = _loaded(Kind.TEXT, _("Region"), width=14)
    owner = _loaded(Kind.TEXT, _("Owner"), width=18)
    target = _loaded(Kind.AMOUNT, _("Target of the year"), total=True)
    target_so_far = _loaded(Kind.AMOUNT, _("Target so far"), total=True)
    actual = _loaded(Kind.AMOUNT, _("Actual so far"), total=True)
    attainment = column(Kind.RATIO, _("Attainment so far"), formula=_ATTAINMENT)
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=f'=IF([@attainment]="","",{_GRADE})',
        choices=STATUS,
        highlight=Highlight.TONES,
    )
    rank = column(Kind.COUNT, _("Rank"), formula='=IF([@attainment]="","",RANK([@attainment],[attainment]))', width=8)
    forecast = _loaded(Kind.AMOUNT, _("Forecast at finish"), total=True)
    gap = column(
        Kind.AMOUNT,
        _("Forecast less target"),
        total=True,
        formula='=IF(OR([@forecast]="",[@target]=""),"",[@forecast]-[@target])',
        marks=[Mark(Tone.BAD, "AND(ISNUMBER([@gap]),[@gap]<0)")],
    )
    pipeline = column(
        Kind.AMOUNT,
        _("Weighted pipeline"),
        total=True,
        formula="=SUMIFS(pipeline[weighted],pipeline[unit],[@unit])",
    )
    coverage = column(
        Kind.RATIO,
        _("Coverage"),
        formula='=IF(OR([@pipeline]=0,1*[@target]<=1*[@actual]),"",[@pipeline]/([@target]-[@actual]))',
        help=_("Weighted pipeline over what is left of the target."),
    )
    losses = column(Kind.AMOUNT, _("Expected loss"), total=True, formula="=SUMIFS(risks[expected],risks[unit],[@unit])")
    order = column(
        Kind.COUNT,
        _("Order"),
        formula=(
            '=IF([@attainment]="","",RANK([@attainment],[attainment])+COUNTIFS(INDEX([attainment],1):'
            + f"INDEX([attainment],{row_number('teams', 'unit')}),[@attainment])-1)"
        ),
        help=_("By attainment, for the ranking."),
        width=8,
    )
    target_from = _loaded(Kind.TEXT, _("Target from"), width=38)
    actual_from = _loaded(Kind.TEXT, _("Actual from"), width=38)


class People(schema.Table):
    """Every member's target and actual, ranked over the whole company, each with file, sheet and row."""

    title = _("People")
    rows = 1
    totals = True
    person = _loaded(Kind.TEXT, _("Person"), key=True, width=22)
    unit = _loaded(Kind.TEXT, _("Unit"), key=True, width=20)
    region = _loaded(Kind.TEXT, _("Region"), width=14)
    target = _loaded(Kind.AMOUNT, _("Target of the year"), total=True)
    target_so_far = _loaded(Kind.AMOUNT, _("Target so far"), total=True)
    actual = _loaded(Kind.AMOUNT, _("Actual so far"), total=True)
    attainment = column(Kind.RATIO, _("Attainment so far"), formula=_ATTAINMENT)
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=f'=IF([@attainment]="","",{_GRADE})',
        choices=STATUS,
        highlight=Highlight.TONES,
    )
    rank = column(Kind.COUNT, _("Rank"), formula='=IF([@attainment]="","",RANK([@attainment],[attainment]))', width=8)
    composite = _loaded(Kind.RATIO, _("KPI composite"))
    payout = _loaded(Kind.AMOUNT, _("Paid out so far"), total=True)
    file = _loaded(Kind.TEXT, _("File"), width=26)
    sheet = _loaded(Kind.TEXT, _("Sheet"), width=12)
    row = _loaded(Kind.COUNT, _("Row"), width=8)


class Regions(schema.Table):
    """The people's figures, region by region."""

    title = _("Regions")
    rows = 1
    totals = True
    region = _loaded(Kind.TEXT, _("Region"), key=True, width=18)
    people = column(Kind.COUNT, _("People"), total=True, formula="=COUNTIFS(people[region],[@region])")
    target = column(
        Kind.AMOUNT, _("Target of the year"), total=True, formula="=SUMIFS(people[target],people[region],[@region])"
    )
    target_so_far = column(
        Kind.AMOUNT, _("Target so far"), total=True, formula="=SUMIFS(people[target_so_far],people[region],[@region])"
    )
    actual = column(
        Kind.AMOUNT, _("Actual so far"), total=True, formula="=SUMIFS(people[actual],people[region],[@region])"
    )
    attainment = column(Kind.RATIO, _("Attainment so far"), formula=_ATTAINMENT)
    status = column(
        Kind.CHOICE,
        _("Status"),
        formula=f'=IF([@attainment]="","",{_GRADE})',
        choices=STATUS,
        highlight=Highlight.TONES,
    )
    share = column(
        Kind.RATIO,
        _("Share"),
        formula="=IF(SUM([actual])=0,0,[@actual]/SUM([actual]))",
        highlight=Highlight.BAR,
    )


class Parents(schema.Table):
    """What the level above has set, beside what the teams have planned."""

    title = _("Parent's targets")
    rows = 1
    level = _loaded(Kind.CHOICE, _("Level"), key=True, choices=LEVEL_OF, width=12)
    name_of = _loaded(Kind.TEXT, _("Name"), key=True, width=24)
    parent = _loaded(Kind.AMOUNT, _("Parent's target"))
    children = column(
        Kind.AMOUNT,
        _("Planned below"),
        formula=(
            '=IF([@level]="","",IF([@level]=word.level_of.Region,SUMIFS(people[target],people[region],[@name_of]),'
            "IF([@level]=word.level_of.Team,SUMIFS(teams[target],teams[unit],[@name_of]),"
            "SUMIFS(people[target],people[person],[@name_of]))))"
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
    source = _loaded(Kind.TEXT, _("From"), width=38)
