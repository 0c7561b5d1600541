"""Cells that a chart draws in place of a column that may hold nothing: its numbers, and #N/A where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.building import theme as looks
from xltargets.templates.formulas import in_workbook
from xltargets.templates.schema import _
from xltargets.workbooks.contents import address

if TYPE_CHECKING:
    from xltargets.building.placing import Plan
    from xltargets.building.theme import Theme

_ABOUT = _("Only for a chart, which leaves out what is #N/A.")
_WIDTH = 12


def write_gaps(worksheet: Any, plan: Plan, theme: Theme) -> None:
    """Write the cells of a sheet that only charts are drawn from, with a heading that says what for."""
    ours = [(formula, *one) for formula, one in plan.drawn.items() if one[1].sheet == worksheet.get_name()]
    for _formula, _name, _table, area in ours[:1]:
        worksheet.write_string(area.top - 3, area.left - 1, plan.translate(_ABOUT), theme.intro)
    for formula, name, table, area in ours:
        column = plan.template.column(name)
        label = plan.translate(column.label)
        worksheet.set_column(area.left - 1, area.left - 1, max(_WIDTH, looks.width_of(label) + 3))
        worksheet.write_string(area.top - 2, area.left - 1, label, theme.aside)
        # In one call that a drawing does not keep: only a chart reads them, and an earlier version has none.
        written = [f"={in_workbook(formula, plan.template, table.block.name, plan.translate)}"] * area.rows
        worksheet.write_column(area.top - 1, area.left - 1, written, theme.drawn(column.kind))
        unseen = {"type": "formula", "criteria": f"=ISNA({address(area.top, area.left)})"}
        bounds = (area.top - 1, area.left - 1, area.bottom - 1, area.right - 1)
        worksheet.conditional_format(*bounds, unseen | {"format": theme.book.add_format({"font_color": looks.PAPER})})
