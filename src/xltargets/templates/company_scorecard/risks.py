"""The company scorecard, sheet Risks. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import PROGRESS
from xltargets.templates.company_scorecard.formula_parts import loaded
from xltargets.templates.risk_register.words import CATEGORY, LEVEL
from xltargets.templates.schema import Highlight, Kind, _


class Risks(schema.Table):
    """The risks of all teams, each with file, sheet and row."""

    title = _("Risks")
    rows = 1
    totals = True
    unit = loaded(Kind.TEXT, _("Unit"), key=True, width=20)
    id = loaded(Kind.TEXT, _("No."), key=True, width=9)
    risk = loaded(Kind.TEXT, _("Risk"), wrap=True, width=40)
    category = loaded(Kind.CHOICE, _("Category"), choices=CATEGORY, width=20)
    likelihood = loaded(Kind.COUNT, _("Likelihood"))
    impact = loaded(Kind.COUNT, _("Impact"))
    residual = loaded(Kind.NUMBER, _("Residual score"))
    level = loaded(Kind.CHOICE, _("Level"), choices=LEVEL, highlight=Highlight.TONES)
    expected = loaded(Kind.AMOUNT, _("Expected loss"), total=True)
    owner = loaded(Kind.TEXT, _("Owner"), width=18)
    due = loaded(Kind.DATE, _("Due"))
    status = loaded(Kind.CHOICE, _("Status"), choices=PROGRESS, highlight=Highlight.TONES)
    file = loaded(Kind.TEXT, _("File"), width=26)
    sheet = loaded(Kind.TEXT, _("Sheet"), width=12)
    row = loaded(Kind.COUNT, _("Row"), width=8)
