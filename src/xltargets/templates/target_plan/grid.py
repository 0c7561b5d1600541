"""The target plan, sheet Grid. Declarations only."""

from __future__ import annotations

from xltargets.templates.schema import Kind, Matrix, _
from xltargets.templates.target_plan.membership import ABOVE, AND_OWN, CARRIED, SEATS

_IN_FULL = "MMULT(in_force[[f1]:[f12]],1*(calendar[month]=TRANSPOSE(periods[month])))"
"""The full targets in force, in the periods in which each month's column stands. What spills is worked out anew by
LibreOffice on opening: so there is none of our functions here, and a program without them shows figures, not #NAME?."""
_FULL = f"MMULT({SEATS},{_IN_FULL})"


def _until(rows: str) -> str:
    """What the rows of one target carry together: the parts of a person's rows sum exactly to their whole."""
    return f"ROUND({_FULL}*MMULT({rows},{CARRIED}),settings.decimals)"


GRID = Matrix(
    name="grid",
    title=_("Targets by person and month"),
    help=_(
        "What each carries while a member, by working days, with ramp and leave. What nobody carries is vacant; with "
        "it the rows sum to Units and the columns to Periods, exactly."
    ),
    rows="units.person",
    columns="periods.month",
    kind=Kind.AMOUNT,
    formula=(
        "=IF(SUM(units[target])=0,0*units[target]*TRANSPOSE(periods[target]),"
        f"ROUND({_until(AND_OWN)}-{_until(ABOVE)},settings.decimals))"
    ),
    row_total="units.target",
    column_total="periods.target",
    rest=_("Vacant"),
    row_group="shares.seat",
)
