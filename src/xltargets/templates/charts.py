"""A declared chart as XlsxWriter draws it: columns for what is, lines for what is aimed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.templates import theme as looks
from xltargets.templates.schema import Kind
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from xltargets.templates.placing import Plan
    from xltargets.templates.schema import Chart, Series
    from xltargets.templates.theme import Theme

NARROW = 700
"""Pixels; in a chart less wide than this, twelve months are written at a slant."""
_COLUMN = {"fill": {"color": "#5B8DB8"}, "gap": 60}
_LINES = {
    "line": {"line": {"color": looks.NAVY, "width": 2.25}, "marker": {"type": "circle", "size": 5}},
    "dashed": {"line": {"color": looks.ORANGE, "width": 1.75, "dash_type": "dash"}},
}


def add_chart(book: Any, worksheet: Any, chart: Chart, plan: Plan, theme: Theme) -> None:
    """Draw a chart at its anchor, with titles and alternative text in the workbook's language."""
    translate = plan.translate
    columns = book.add_chart({"type": "column", "name": chart.name})
    lines = book.add_chart({"type": "line"})
    for series in chart.series:
        drawn = columns if series.kind == "column" else lines
        drawn.add_series(_series(series, chart, plan))
    columns.combine(lines)
    font = {"name": looks.FONTS[theme.language], "size": 9, "color": looks.QUIET}
    columns.set_title(
        {
            "name": translate(chart.title),
            "name_font": {"name": looks.FONTS[theme.language], "size": 13, "bold": True, "color": looks.NAVY},
        }
    )
    axis_title = font | {"bold": False}
    columns.set_x_axis(
        {
            "name": translate(chart.x_title),
            "name_font": axis_title,
            "num_font": font | ({"rotation": -45} if chart.width < NARROW else {}),
            "num_format": looks.number_format(Kind.MONTH),
            "text_axis": True,
            "line": {"color": looks.LINE},
        }
    )
    columns.set_y_axis(
        {
            "name": translate(chart.y_title),
            "name_font": axis_title,
            "num_font": font,
            "num_format": looks.number_format(chart.number_kind).partition("_")[0],
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#E3E8EE"}},
            "line": {"none": True},
        }
    )
    columns.set_legend({"position": "top", "font": font})
    columns.set_chartarea({"border": {"color": looks.LINE}})
    columns.set_size({"width": chart.width, "height": chart.height})
    columns.show_blanks_as("gap")
    worksheet.insert_chart(
        chart.anchor, columns, {"description": translate(chart.alt), "object_position": 1, "x_offset": 2, "y_offset": 2}
    )


def _series(series: Series, chart: Chart, plan: Plan) -> dict[str, Any]:
    sheet, values = plan.column_area(series.column)
    category_sheet, categories = plan.column_area(chart.categories)
    name = plan.translate(plan.template.column(series.column).label)
    options: dict[str, Any] = {
        "name": name,
        "categories": _reference(category_sheet, categories),
        "values": _reference(sheet, values),
    }
    return options | (_COLUMN if series.kind == "column" else _LINES[series.kind])


def _reference(sheet: str, area: Area) -> list[Any]:
    return [sheet, area.top - 1, area.left - 1, area.bottom - 1, area.right - 1]
