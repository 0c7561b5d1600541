"""A team scorecard that is about to be built with its plan's quotas in it, as a refresh would bring them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.rollup.extraction import Extract, Row, extract_view
from xltargets.rollup.loading.interface import Given, together
from xltargets.rollup.loading.quotas import PLAN, QUOTAS, SCORECARD
from xltargets.spine.loaded import Records, fingerprint
from xltargets.templates import TEMPLATES
from xltargets.templates.content import Filling
from xltargets.templates.loaded import TABLE
from xltargets.units.days import day_of
from xltargets.views.view import View

if TYPE_CHECKING:
    from xltargets.rollup.loading.interface import Item
    from xltargets.workbooks.contents import Contents


def with_quotas(filling: Filling, plan: Contents, now: float) -> Filling:
    """The filling of a team's scorecard with the quotas of a plan that was written, and a line of where they are from.

    Where the plan has no Grid of numbers yet, the filling is as it was.
    """
    view = View.of(plan, now)
    members = filling.tables.get("team", [])
    rows = [
        Row("", number, {key: row.get(key) for key in ("member", "person_id")}) for number, row in enumerate(members)
    ]
    own = Extract("", SCORECARD, view.language, {}, {}, {"team": rows})
    items = QUOTAS.load(Given(own, {PLAN: extract_view(view, plan.path.name)}, now)).items
    if not items:
        return filling
    quotas = [{**item.values, "month": day_of(float(item.values["month"]))} for item in items]  # type: ignore[arg-type]
    loaded = [*filling.tables.get(TABLE, []), _line(view, items, now)]
    return Filling(filling.forms, {**filling.tables, QUOTAS.table: quotas, TABLE: loaded})


def _line(view: View, items: list[Item], now: float) -> dict[str, object]:
    """The line of the sheet Loaded that speaks for the whole table."""
    declared = TEMPLATES[SCORECARD].tables[QUOTAS.table]
    columns = [column for column in declared.columns if column.loaded]
    values = [{column.identifier: item.values.get(column.identifier) for column in columns} for item in items]
    source = together(items)
    records = Records()
    records.put((view.translate(declared.title), ""), fingerprint(columns, values), (source.file, source.cells), now)
    [row] = records.rows()
    return {**row, "day": day_of(row["day"])}
