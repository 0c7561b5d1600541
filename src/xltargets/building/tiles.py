"""Large figures at the top of a dashboard, each a link to the form that works it out."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from xltargets.building import theme as looks
from xltargets.templates.formulas import setting_name
from xltargets.templates.schema import Kind, _
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from xltargets.building.placing import Plan
    from xltargets.building.theme import Theme
    from xltargets.templates.schema import Column, Legend, Template, Tiles

SHOWN_IN, SHOWN_BY = (setting_name("settings", one) for one in ("shown_in", "shown_by"))
LABEL_HEIGHT, FIGURE_HEIGHT = 18, 32


def write_tiles(worksheet: Any, tiles: Tiles, plan: Plan, theme: Theme) -> None:
    """Write label and figure of each field, side by side, two rows high."""
    anchor = Area.parse(tiles.anchor)
    worksheet.set_row(anchor.top - 1, LABEL_HEIGHT)
    worksheet.set_row(anchor.top, FIGURE_HEIGHT)
    left = anchor.left
    # Nothing but its number format: with a colour of its own the figure would differ from those beside it.
    one_decimal = theme.book.add_format({"num_format": looks.number_format(Kind.AMOUNT, 1).replace("_ ", "")})
    spans = chain(tiles.spans, repeat(tiles.spans[-1]))
    for reference, span in zip(tiles.fields, spans, strict=False):
        column = plan.template.column(reference)
        shown = theme.tile(replace(column, formula="="))
        label = plan.translate(column.label)
        is_scaled = _is_scaled(plan.template, column)
        _across(worksheet, anchor.top, left, span, theme.tile_label)
        if is_scaled:
            worksheet.write_formula(anchor.top - 1, left - 1, _with_unit(label, plan), theme.tile_label_with_unit, "")
        else:
            worksheet.write_string(anchor.top - 1, left - 1, label, theme.tile_label)
        _across(worksheet, anchor.top + 1, left, span, shown)
        worksheet.write_formula(anchor.top, left - 1, f"={figure(plan.template, reference)}", shown, "")
        if is_scaled:
            rule = {"type": "formula", "criteria": f"={SHOWN_BY}>1", "format": one_decimal}
            worksheet.conditional_format(anchor.top, left - 1, anchor.top, left + span - 2, rule)
        left += span


def figure(template: Template, reference: str) -> str:
    """The formula of a tile, without its `=`: what its field gives, an amount in the unit that the settings name."""
    column = template.column(reference)
    name = setting_name(column.table, column.identifier)
    return f'IF({name}="","–",{name}/{SHOWN_BY})' if _is_scaled(template, column) else f'IF({name}="","–",{name})'


def _is_scaled(template: Template, column: Column) -> bool:
    """Whether the settings say in what unit an amount is shown: those of the first version do not."""
    settings = template.tables.get("settings")
    has_units = settings is not None and any(one.identifier == "shown_by" for one in settings.columns)
    return has_units and column.kind is Kind.AMOUNT


def _with_unit(label: str, plan: Plan) -> str:
    """The label of an amount, which says in what it is shown where that is not in full."""
    before, _unit, after = plan.translate(_("{name} ({unit})")).replace("{name}", label).partition("{unit}")
    plain, opening, closing = (text.replace('"', '""') for text in (label, before, after))
    return f'=IF({SHOWN_BY}=1,"{plain}","{opening}"&{SHOWN_IN}&"{closing}")'


def _across(worksheet: Any, row: int, left: int, span: int, style: Any) -> None:
    """Merge the cells of a row, if there are several."""
    if span > 1:
        worksheet.merge_range(row - 1, left - 1, row - 1, left + span - 2, "", style)


def widen(widths: dict[int, float], tiles: Tiles) -> None:
    """Give the last column of a tile that would be too narrow for an amount of eight digits what it lacks.

    `widths` are those of the sheet's columns; one that is not among them has the program's own width.
    """
    number = Area.parse(tiles.anchor).left
    for _field, span in zip(tiles.fields, chain(tiles.spans, repeat(tiles.spans[-1])), strict=False):
        whole = sum(widths.get(one, _USUAL) for one in range(number, number + span))
        number += span
        if whole < _NARROWEST:
            widths[number - 1] = widths.get(number - 1, _USUAL) + _NARROWEST - whole


_USUAL = 8.43
_NARROWEST = 16.0


def write_legend(worksheet: Any, legend: Legend, plan: Plan, theme: Theme) -> None:
    """Write what the tones of a heat map mean, side by side, each in its tone."""
    anchor = plan.anchor(legend.anchor)
    for number, (word, tone, sign) in enumerate(legend.words, anchor.left - 1):
        worksheet.write(anchor.top - 1, number, f"{plan.translate(word)} {sign}".rstrip(), theme.toned(tone))
