"""The company scorecard: parts of formulas that several sheets share. Declarations only."""

from __future__ import annotations

from xltargets.templates import schema
from xltargets.templates.common import STATUS
from xltargets.templates.row_formulas import shown
from xltargets.templates.schema import Kind, column


def loaded(kind: Kind, label: str, **options: object) -> schema.Column:
    """A column that a refresh fills from other workbooks."""
    return column(kind, label, loaded=True, **options)  # type: ignore[no-any-return]


ATTAINMENT = (
    '=IF([@actual]="","",IF(1*[@target_so_far]<0,"n/a",IF(1*[@target_so_far]=0,"",'
    "ACHIEVEMENT([@actual],[@target_so_far]))))"
)
"""A negative target has none, and takes part in no ranking."""

_GRADE = shown(STATUS, "ACHIEVEMENT_STATUS([@attainment],settings.amber,settings.green)")
STATUS_OF = f'=IF(ISNUMBER([@attainment]),{_GRADE},"")'

RANK = '=IF(ISNUMBER([@attainment]),RANK([@attainment],[attainment]),"")'

LEFT = '(SUMIFS(teams[target],teams[logs],">0",teams[actual],"<>")-SUMIFS(teams[actual],teams[logs],">0"))'
"""What is left of the targets of the teams that have a CRM log and actuals."""
