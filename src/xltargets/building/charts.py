"""A declared chart as XlsxWriter draws it: what is in blue, what is aimed at in navy, what was or may be in orange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.building import theme as looks
from xltargets.locale import RECORDS
from xltargets.templates.schema import Kind, Shape
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from xltargets.building.placing import Plan
    from xltargets.building.theme import Theme
    from xltargets.templates.schema import Chart, Series

NARROW = 700
"""Pixels; in a chart less wide than this, twelve months are written at a slant."""
_FILLS = ("#5B8DB8", looks.ORANGE, "#8FA3B8", "#3C8D5A", "#B9CBDD")
_LINES = {
    "line": {"line": {"color": looks.NAVY, "width": 2.25}, "marker": {"type": "circle", "size": 5}},
    "dashed": {"line": {"color": looks.ORANGE, "width": 1.75, "dash_type": "dash"}},
}
_GOAL = {"fill": {"color": "#D5DFE9"}, "gap": 40}
_BULLET = {"fill": {"color": "#2F5D8A"}, "gap": 180, "y2_axis": True}
_POINTS = {
    "marker": {"type": "circle", "size": 8, "fill": {"color": _FILLS[0]}, "border": {"color": looks.NAVY}},
    "trendline": {"type": "linear", "line": {"color": looks.ORANGE, "dash_type": "dash"}, "delete_series": True},
}
_TYPES = {
    Shape.COLUMNS: {"type": "column"},
    Shape.STACKED: {"type": "column", "subtype": "stacked"},
    Shape.BARS: {"type": "bar"},
    Shape.BULLET: {"type": "bar"},
    Shape.SCATTER: {"type": "scatter"},
}


def add_chart(book: Any, worksheet: Any, chart: Chart, plan: Plan, theme: Theme) -> None:
    """Draw a chart at its anchor, with titles and alternative text in the workbook's language."""
    translate = plan.translate
    drawn = book.add_chart(_TYPES[chart.shape] | {"name": chart.name})
    lines = book.add_chart({"type": "line"}) if chart.shape in (Shape.COLUMNS, Shape.STACKED) else None
    for number, series in enumerate(chart.series):
        on = lines if series.kind in _LINES and lines is not None else drawn
        on.add_series(_series(series, number, chart, plan))
    if lines is not None and lines.series:
        drawn.combine(lines)
    face = RECORDS[theme.language].font
    font = {"name": face, "size": 9, "color": looks.QUIET}
    drawn.set_title(
        {"name": translate(chart.title), "name_font": {"name": face, "size": 13, "bold": True, "color": looks.NAVY}}
    )
    _axes(drawn, chart, font, translate(chart.x_title), translate(chart.y_title))
    drawn.set_legend({"position": "top", "font": font} if len(chart.series) > 1 else {"none": True})
    drawn.set_chartarea({"border": {"color": looks.LINE}})
    drawn.set_size({"width": chart.width, "height": chart.height})
    drawn.show_blanks_as("gap")
    worksheet.insert_chart(
        str(plan.anchor(chart.anchor)),
        drawn,
        {"description": translate(chart.alt), "object_position": 1, "x_offset": 2, "y_offset": 2},
    )


def _axes(drawn: Any, chart: Chart, font: dict[str, Any], x_title: str, y_title: str) -> None:
    """The axis of categories and that of values; a chart that lies has the categories from the top down."""
    lies = chart.shape in (Shape.BARS, Shape.BULLET)
    slant = not lies and chart.width < NARROW and chart.category_kind is Kind.MONTH
    axis_title = font | {"bold": False}
    categories: dict[str, Any] = {
        "name": x_title,
        "name_font": axis_title,
        "num_font": font | ({"rotation": -45} if slant else {}),
        "line": {"color": looks.LINE},
        "label_position": "low",
    }
    if chart.shape is Shape.SCATTER:
        categories |= {"num_format": _axis_format(chart.category_kind), "major_gridlines": {"visible": False}}
    else:
        categories |= {"num_format": looks.number_format(chart.category_kind), "text_axis": True, "reverse": lies}
    bounds = {"min": chart.minimum} if chart.minimum is not None else {}
    if chart.maximum is not None:
        bounds["max"] = chart.maximum
    values = bounds | {
        "name": y_title,
        "name_font": axis_title,
        "num_font": font,
        "num_format": _axis_format(chart.number_kind),
        "major_gridlines": {"visible": True, "line": {"color": "#E3E8EE"}},
        "line": {"none": True},
    }
    if lies:
        # The categories run downwards; at their far end the values' axis stands at the bottom.
        drawn.set_x_axis(values)
        drawn.set_y_axis(categories | {"crossing": "max"})
    else:
        drawn.set_x_axis(categories)
        drawn.set_y_axis(values)
    if chart.shape is Shape.BULLET:
        # The narrow bars lie on axes of their own, with the same bounds, which are not shown twice.
        drawn.set_x2_axis({"visible": False, "reverse": True})
        drawn.set_y2_axis({**bounds, "visible": False})


def _axis_format(kind: Kind) -> str:
    return looks.number_format(kind).partition("_")[0]


def _series(series: Series, number: int, chart: Chart, plan: Plan) -> dict[str, Any]:
    sheet, values = plan.column_area(series.column)
    category_sheet, categories = plan.column_area(chart.categories)
    options: dict[str, Any] = {
        "name": plan.translate(series.label or plan.template.column(series.column).label),
        "categories": _reference(category_sheet, categories),
        "values": _reference(sheet, values),
    }
    if series.kind in _LINES:
        return options | _LINES[series.kind]
    if chart.shape is Shape.BULLET:
        return options | (_GOAL if series.kind == "goal" else _BULLET)
    if chart.shape is Shape.SCATTER:
        return options | _POINTS
    shape: dict[str, Any] = {"gap": 35 if chart.shape is Shape.BARS else 60}
    if chart.shape is Shape.BARS and len(chart.series) == 1:
        shape["data_labels"] = {"value": True, "num_format": _axis_format(chart.number_kind)}
    return options | shape | {"fill": {"color": _FILLS[number % len(_FILLS)]}}


def _reference(sheet: str, area: Area) -> list[Any]:
    return [sheet, area.top - 1, area.left - 1, area.bottom - 1, area.right - 1]
