"""The target plan, sheet What lies ahead. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.schema import Kind, _, column


class Ahead(schema.Form):
    """Open deals and risks of the unit against what is left of the target, from its CRM log and risk register."""

    title = _("What lies ahead")
    headings = (_("Figure"), _("Value"), _("What it means"))
    widths = (30, 18, 70)
    since = 2
    left = column(
        Kind.AMOUNT,
        _("Left of the target"),
        formula="=MAX(0,settings.total-status.actual)",
        help=_("What the open months must bring."),
    )
    pipeline = column(
        Kind.AMOUNT,
        _("Open pipeline"),
        loaded=True,
        help=_("Open deals of the CRM log that should close within the year, in full."),
    )
    weighted = column(
        Kind.AMOUNT,
        _("Weighted pipeline"),
        loaded=True,
        help=_("The same, each deal by its probability."),
    )
    coverage = column(
        Kind.RATIO,
        _("Coverage"),
        formula='=IF(OR(NOT(ISNUMBER(ahead.weighted)),ahead.left=0),"",ahead.weighted/ahead.left)',
        help=_("Weighted pipeline over what is left of the target."),
    )
    multiple = column(
        Kind.NUMBER,
        _("Pipeline multiple"),
        formula='=IF(OR(NOT(ISNUMBER(ahead.pipeline)),ahead.left=0),"",ROUND(ahead.pipeline/ahead.left,2))',
        help=_("Open pipeline in full over what is left of the target."),
    )
    expected = column(
        Kind.AMOUNT,
        _("Expected loss"),
        loaded=True,
        help=_("Of the open risks of the risk register."),
    )
    at_risk = column(
        Kind.AMOUNT,
        _("Target at risk"),
        loaded=True,
        help=_("The loss that is not exceeded with the confidence of the risk register."),
    )
    share = column(
        Kind.RATIO,
        _("Of the target"),
        formula='=IF(OR(NOT(ISNUMBER(ahead.at_risk)),settings.total=0),"",ahead.at_risk/settings.total)',
        help=_("Target at risk over the target of the year."),
    )
