"""The company scorecard, sheet Pipeline. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.company_scorecard.formula_parts import loaded
from xltargets.templates.crm_log.opportunities import DEAL
from xltargets.templates.crm_log.words import STAGE
from xltargets.templates.schema import Highlight, Kind, _, column


class Pipeline(schema.Table):
    """The open opportunities of all teams, each with file, sheet and row."""

    title = _("Pipeline")
    rows = 1
    totals = True
    unit = loaded(Kind.TEXT, _("Unit"), key=True, width=20)
    id = loaded(Kind.TEXT, _("No."), key=True, width=12)
    customer = loaded(Kind.TEXT, _("Customer"), width=26)
    owner = loaded(Kind.TEXT, _("Owner"), width=18)
    product = loaded(Kind.TEXT, _("Product"), width=16)
    stage = loaded(Kind.CHOICE, _("Stage"), choices=STAGE, width=13)
    state = loaded(Kind.CHOICE, _("State"), choices=DEAL, highlight=Highlight.TONES, width=11)
    amount = loaded(Kind.AMOUNT, _("Amount"), total=True)
    probability = loaded(Kind.RATIO, _("Probability"))
    weighted = column(Kind.AMOUNT, _("Weighted"), total=True, formula='=IF([@unit]="",0,[@amount]*[@probability])')
    expected = loaded(Kind.DATE, _("Expected close"))
    file = loaded(Kind.TEXT, _("File"), width=26)
    sheet = loaded(Kind.TEXT, _("Sheet"), width=14)
    row = loaded(Kind.COUNT, _("Row"), width=8)
    in_year = column(
        Kind.AMOUNT,
        _("Weighted, this year"),
        total=True,
        since=2,
        formula='=IF(OR([@expected]="",1*[@expected]>settings.year_end),0,[@weighted])',
        help=_("Of deals that are to close by the last day of the year; those without a day are not counted."),
    )
