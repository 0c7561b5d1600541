"""The fixed cells of the Grid, as a unit's plan gets them from the company plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.errors import N_, Phrase
from xltargets.rollup.handing_out.adding import append, as_number
from xltargets.rollup.handing_out.first import FIXED, fixed_rows
from xltargets.units.names import name_key
from xltargets.views.showing import amount_shown

if TYPE_CHECKING:
    from xltargets.rollup.handing_out.again import Again
    from xltargets.rollup.handing_out.company import CompanyPlan, Unit
    from xltargets.views.view import View

KEY = FIXED[:4]
FIXED_OTHERWISE = N_("{cell} of {name} is fixed at {own} here and at {other} in the company plan")


def fixed(found: Again, view: View, company: CompanyPlan, unit: Unit) -> None:
    """Fixed cells that the plan has not yet; one that it has with another amount is told."""
    table = view.tables.get("fixed_cells")
    if table is None:
        return
    here = {
        tuple(name_key(table.slot(table.declared[key], row).value) for key in KEY): table.slot(
            table.declared["amount"], row
        )
        for row in table.rows_in_use
    }
    new = []
    for values in fixed_rows(company, unit):
        numbers = {key: as_number(value) for key, value in values.items()}
        slot = here.get(tuple(name_key(numbers.get(key)) for key in KEY))
        if slot is None:
            new.append(numbers)
        elif slot.value != values["amount"]:
            amounts = [amount_shown(one) if isinstance(one, float) else "–" for one in (slot.value, values["amount"])]
            found.unplaced.append(
                Phrase(
                    FIXED_OTHERWISE,
                    cell=slot.at.place,
                    name=str(values["person"]),
                    own=amounts[0],
                    other=amounts[1],
                )
            )
    append(found, view, "fixed_cells", new)
