"""The target plan, sheet Grid. Declarations only."""

from __future__ import annotations

from xltargets.templates.schema import Kind, Matrix, _

GRID = Matrix(
    name="grid",
    title=_("Targets by person and month"),
    help=_("Exact on both margins: the rows sum to Units, the columns to Periods."),
    rows="units.person",
    columns="periods.month",
    kind=Kind.AMOUNT,
    formula=(
        "=IF(SUM(units[target])=0,0*units[target]*TRANSPOSE(periods[target]),"
        "TARGET_GRID(settings.total,units[target],periods[target],settings.decimals))"
    ),
    row_total="units.target",
    column_total="periods.target",
)
