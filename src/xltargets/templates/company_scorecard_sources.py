"""The company scorecard, what it stands on: pipeline and risks of all teams, and the files. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import PROGRESS
from xltargets.templates.crm_log_sales import DEAL, STAGE
from xltargets.templates.risk_register_risks import CATEGORY, LEVEL
from xltargets.templates.row_formulas import row_number
from xltargets.templates.schema import Choices, Highlight, Kind, Mark, Tone, _, column

FILE_STATE = Choices(
    "file_state",
    (("Accepted", _("Accepted")), ("Left out", _("Left out"))),
    (("Accepted", Tone.GOOD), ("Left out", Tone.BAD)),
)


def _loaded(kind: Kind, label: str, **options: object) -> schema.Column:
    return column(kind, label, loaded=True, **options)  # type: ignore[no-any-return]


class Pipeline(schema.Table):
    """The open opportunities of all teams, each with file, sheet and row."""

    title = _("Pipeline")
    rows = 1
    totals = True
    unit = _loaded(Kind.TEXT, _("Unit"), key=True, width=20)
    id = _loaded(Kind.TEXT, _("No."), key=True, width=12)
    customer = _loaded(Kind.TEXT, _("Customer"), width=26)
    owner = _loaded(Kind.TEXT, _("Owner"), width=18)
    product = _loaded(Kind.TEXT, _("Product"), width=16)
    stage = _loaded(Kind.CHOICE, _("Stage"), choices=STAGE, width=13)
    state = _loaded(Kind.CHOICE, _("State"), choices=DEAL, highlight=Highlight.TONES, width=11)
    amount = _loaded(Kind.AMOUNT, _("Amount"), total=True)
    probability = _loaded(Kind.RATIO, _("Probability"))
    weighted = column(Kind.AMOUNT, _("Weighted"), total=True, formula='=IF([@unit]="",0,[@amount]*[@probability])')
    expected = _loaded(Kind.DATE, _("Expected close"))
    file = _loaded(Kind.TEXT, _("File"), width=26)
    sheet = _loaded(Kind.TEXT, _("Sheet"), width=14)
    row = _loaded(Kind.COUNT, _("Row"), width=8)


class Risks(schema.Table):
    """The risks of all teams, each with file, sheet and row."""

    title = _("Risks")
    rows = 1
    totals = True
    unit = _loaded(Kind.TEXT, _("Unit"), key=True, width=20)
    id = _loaded(Kind.TEXT, _("No."), key=True, width=9)
    risk = _loaded(Kind.TEXT, _("Risk"), wrap=True, width=40)
    category = _loaded(Kind.CHOICE, _("Category"), choices=CATEGORY, width=20)
    likelihood = _loaded(Kind.COUNT, _("Likelihood"))
    impact = _loaded(Kind.COUNT, _("Impact"))
    residual = _loaded(Kind.NUMBER, _("Residual score"))
    level = _loaded(Kind.CHOICE, _("Level"), choices=LEVEL, highlight=Highlight.TONES)
    expected = _loaded(Kind.AMOUNT, _("Expected loss"), total=True)
    owner = _loaded(Kind.TEXT, _("Owner"), width=18)
    due = _loaded(Kind.DATE, _("Due"))
    status = _loaded(Kind.CHOICE, _("Status"), choices=PROGRESS, highlight=Highlight.TONES)
    file = _loaded(Kind.TEXT, _("File"), width=26)
    sheet = _loaded(Kind.TEXT, _("Sheet"), width=12)
    row = _loaded(Kind.COUNT, _("Row"), width=8)


class Sources(schema.Table):
    """Every file that was read, and why some were left out."""

    title = _("Sources")
    rows = 1
    file = _loaded(Kind.TEXT, _("File"), key=True, width=34)
    kind = _loaded(Kind.TEXT, _("Kind"), width=18)
    unit = _loaded(Kind.TEXT, _("Unit"), width=22)
    owner = _loaded(Kind.TEXT, _("Owner"), width=18)
    state = _loaded(Kind.CHOICE, _("State"), choices=FILE_STATE, highlight=Highlight.TONES, width=12)
    errors = _loaded(Kind.COUNT, _("Errors"))
    warnings = _loaded(Kind.COUNT, _("Warnings"))
    reason = _loaded(Kind.TEXT, _("Why it was left out"), wrap=True, width=90)


def _cell(impact: int) -> schema.Column:
    score = f"[@likelihood]*{impact}"
    marks = (
        Mark(Tone.WORST, f"{score}>=17"),
        Mark(Tone.BAD, f"AND({score}>=10,{score}<17)"),
        Mark(Tone.WATCH, f"AND({score}>=5,{score}<10)"),
        Mark(Tone.GOOD, f"{score}<5"),
    )
    label = (_("Impact 1"), _("Impact 2"), _("Impact 3"), _("Impact 4"), _("Impact 5"))[impact - 1]
    return column(  # type: ignore[no-any-return]
        Kind.NUMBER,
        label,
        formula=f"=COUNTIFS(risks[likelihood],[@likelihood],risks[impact],{impact})",
        marks=marks,
        width=14,
    )


class Heat(schema.Table):
    """How many risks of all teams have which likelihood and which impact."""

    title = _("Heat map: how many risks")
    rows = 5
    row_height = 26
    anchor = "A below standing"
    likelihood = column(
        Kind.COUNT, _("Likelihood"), key=True, formula=f"=6-({row_number('heat', 'likelihood')})", width=22
    )
    impact_1 = _cell(1)
    impact_2 = _cell(2)
    impact_3 = _cell(3)
    impact_4 = _cell(4)
    impact_5 = _cell(5)
