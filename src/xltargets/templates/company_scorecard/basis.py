"""The company scorecard, sheet Basis. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.company_scorecard.formula_parts import LEFT
from xltargets.templates.schema import Kind, _, column


class Basis(schema.Form):
    """What the figures rest on."""

    title = _("What the figures rest on")
    headings = (_("Figure"), _("Value"), _("What it means"))
    widths = (26, 16, 78)
    as_of = column(
        Kind.DATE,
        _("Day of the data"),
        formula='=IF(COUNT(teams[actual])=0,"",SUMIFS(teams[until],teams[actual],"<>")/COUNT(teams[actual]))',
        help=_("Target and actual so far are as they were at its end."),
    )
    counted = column(
        Kind.COUNT,
        _("Teams in attainment"),
        formula="=COUNT(teams[actual])",
        help=_("Whose actuals are there; the others are in no ratio."),
    )
    expected_teams = column(
        Kind.COUNT,
        _("Teams expected"),
        formula='=SUMPRODUCT(1*(teams[unit]<>""))',
        help=_("Also those whose workbooks are missing or left out."),
    )
    logged = column(
        Kind.COUNT,
        _("Teams with a CRM log"),
        formula='=COUNTIFS(teams[logs],">0")',
        help=_("Only they are in coverage."),
    )
    multiple = column(
        Kind.NUMBER,
        _("Pipeline multiple"),
        formula=f'=IF({LEFT}<=0,"",ROUND(SUM(teams[gross])/{LEFT},2))',
        help=_("The same with the deals in full: how many times over they would bring what is left."),
    )
    settle = column(
        Kind.COUNT,
        _("To be settled"),
        formula='=SUMPRODUCT(1*(sources[note]<>""))',
        help=_("Files with a question, see Sources."),
    )
