"""A declared chart as XlsxWriter draws it: what is in blue, what is aimed at in navy, what was or may be in orange."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from xltargets.building import theme as looks
from xltargets.building.printing import NORMAL_HEIGHT, NORMAL_WIDTH, OFFSET, pixels
from xltargets.locale import RECORDS
from xltargets.templates.formulas import in_workbook
from xltargets.templates.schema import Kind, Shape
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.building.placing import Plan
    from xltargets.building.theme import Theme
    from xltargets.templates.schema import Chart, Series

NARROW = 680
"""Pixels; in a chart less wide than this, twelve months are written at a slant."""
FILLS = ("#5B8DB8", "#A65300", looks.NAVY)
"""Of columns side by side: they differ in lightness too."""
_MARKER = {"type": "circle", "size": 5, "fill": {"color": looks.NAVY}, "border": {"color": looks.NAVY}}
"""With colours of its own: ONLYOFFICE takes others than the line's."""
_LINES = {
    "line": {"line": {"color": looks.NAVY, "width": 2.25}, "marker": _MARKER},
    "dashed": {"line": {"color": looks.ORANGE, "width": 1.75, "dash_type": "dash"}},
}
_HIDDEN = {"fill": {"none": True}, "border": {"none": True}}
_STEPS = {"total": looks.NAVY, "gain": "#3C8D5A", "loss": looks.ORANGE}
"""They differ in lightness, and a step downwards is also seen as one."""
_GOAL = {"fill": {"color": "#D5DFE9"}, "gap": 40}
_BULLET = {"fill": {"color": "#2F5D8A"}, "gap": 180, "y2_axis": True}
_LYING = (Shape.BARS, Shape.BULLET, Shape.FUNNEL)
_POINTS = {
    "marker": {"type": "circle", "size": 8, "fill": {"color": FILLS[0]}, "border": {"color": looks.NAVY}},
    "trendline": {"type": "linear", "line": {"color": looks.ORANGE, "dash_type": "dash"}, "delete_series": True},
}
_GAP = 14
"""Pixels between a chart and a table that ends in the column before it."""
_TYPES = {
    Shape.COLUMNS: {"type": "column"},
    Shape.STACKED: {"type": "column", "subtype": "stacked"},
    Shape.BARS: {"type": "bar"},
    Shape.FUNNEL: {"type": "bar", "subtype": "stacked"},
    Shape.WATERFALL: {"type": "column", "subtype": "stacked"},
    Shape.BULLET: {"type": "bar"},
    Shape.SCATTER: {"type": "scatter"},
}


def add_chart(book: Any, worksheet: Any, chart: Chart, plan: Plan, theme: Theme) -> None:
    """Draw a chart at its anchor, with titles and alternative text in the workbook's language."""
    translate = plan.translate
    drawn = book.add_chart(_TYPES[chart.shape] | {"name": chart.name})
    _keep_labels_on_one_line(drawn)
    lines = book.add_chart({"type": "line"}) if chart.shape in (Shape.COLUMNS, Shape.STACKED) else None
    for number, series in enumerate(chart.series):
        on = lines if series.kind in _LINES and lines is not None else drawn
        on.add_series(_series(series, number, chart, plan))
    if lines is not None and lines.series:
        drawn.combine(lines)
    face = RECORDS[theme.language].font
    font = {"name": face, "size": 10, "color": looks.QUIET}
    drawn.set_title(
        {"name": translate(chart.title), "name_font": {"name": face, "size": 13, "bold": True, "color": looks.NAVY}}
    )
    _axes(drawn, chart, font, translate(chart.x_title), translate(chart.y_title))
    lies = chart.shape in _LYING
    told = len(chart.series) > 1 and chart.shape not in (Shape.FUNNEL, Shape.WATERFALL)
    drawn.set_legend({"position": "top", "font": font} if told else {"none": True})
    # Through it one reads what to fill in, where there is nothing to draw.
    clear: dict[str, Any] = {"fill": {"none": True}} if chart.empty else {}
    drawn.set_chartarea({"border": {"color": looks.LINE}} | clear)
    room = {"layout": _beside_bars(chart)} if lies and _is_labelled(chart) and chart.shape is not Shape.FUNNEL else {}
    if clear or room:
        drawn.set_plotarea(clear | room)
    drawn.set_size({"width": chart.width, "height": chart.height})
    drawn.show_blanks_as("gap")
    anchor = plan.anchor(chart.anchor)
    places = [one.area for one in plan.blocks.values() if one.sheet == worksheet.get_name()]
    is_close = any(one.right == anchor.left - 1 and one.top - 1 <= anchor.top <= one.bottom for one in places)
    offsets = {"x_offset": _GAP if is_close else OFFSET, "y_offset": OFFSET}
    worksheet.insert_chart(str(anchor), drawn, {"description": translate(chart.alt), "object_position": 1} | offsets)


def _keep_labels_on_one_line(drawn: Any) -> None:
    """LibreOffice breaks a number that is wider than a third of its chart's height, unless told not to."""
    write = drawn._write_d_lbls

    def write_on_one_line(labels: Any) -> None:
        drawn._write_a_body_pr = lambda *_turned: drawn._xml_empty_tag("a:bodyPr", [("wrap", "none")])
        write(labels)
        del drawn._write_a_body_pr

    drawn._write_d_lbls = write_on_one_line


def _beside_bars(chart: Chart) -> dict[str, float]:
    """Where bars are drawn: below title and legend, with room for the longest one's amount in every program."""
    top = (72 if len(chart.series) > 1 else 42) / chart.height
    return {"x": 0.24, "y": top, "width": 0.56, "height": 1 - top - 10 / chart.height}


def invite(
    worksheet: Any,
    chart: Chart,
    plan: Plan,
    theme: Theme,
    sizes: tuple[Mapping[int, float], Mapping[int, float]],
) -> None:
    """Write in the cells behind a chart what to fill in, which they show as long as there is nothing to draw.

    Written as `write` does it: a workbook that was brought from an earlier version has no such cell, nor must have it.
    """
    if not chart.empty:
        return
    anchor = plan.anchor(chart.anchor)
    columns = ",".join(series.column.replace(".", "[") + "]" for series in chart.series if series.kind != "hidden")
    sentence = plan.translate(chart.empty).replace('"', '""')
    formula = in_workbook(f'=IF(IFERROR(SUM({columns}),1)=0,"{sentence}","")', plan.template, "", plan.translate)
    widths, heights = sizes
    # Below title and legend, and beside the names of bars or the numbers of an axis.
    beside = 0.3 if chart.shape in _LYING else 0.1
    across: list[float] = [pixels(width) for width in _from(anchor.left, widths, NORMAL_WIDTH)]
    first, last = _under(across, chart.width + OFFSET, beside)
    top, bottom = _under([height * 4 / 3 for height in _from(anchor.top, heights, NORMAL_HEIGHT)], chart.height, 0.4)
    area = Area(anchor.top + top, anchor.left + first, anchor.top + min(bottom, top + 2), anchor.left + last)
    if area.rows * area.columns > 1:
        worksheet.merge_range(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, "", theme.invitation)
    worksheet.write(area.top - 1, area.left - 1, f"={formula}", theme.invitation, 0)


def _from(start: int, sizes: Mapping[int, float], usual: float) -> list[float]:
    return [sizes.get(number, usual) for number in range(start, start + 60)]


def _under(sizes: list[float], length: int, begin: float) -> tuple[int, int]:
    """Which rows or columns lie wholly under a chart, from a share of its length on."""
    ends = list(accumulate(sizes))
    inside = [
        number
        for number, (size, end) in enumerate(zip(sizes, ends, strict=True))
        if end - size >= begin * length and end <= length
    ]
    return inside[0], inside[-1]


def _axes(drawn: Any, chart: Chart, font: dict[str, Any], x_title: str, y_title: str) -> None:
    """The axis of categories and that of values; a chart that lies has the categories from the top down."""
    lies = chart.shape in _LYING
    labelled = _is_labelled(chart)
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
        "major_gridlines": {"visible": not labelled and not chart.empty, "line": {"color": "#E3E8EE"}},
        "line": {"none": True},
    }
    if labelled:
        # The amounts stand at the bars.
        values |= {"visible": False, "name": ""}
    elif chart.empty:
        # An axis from 0 to 1 is that of a chart that has nothing to draw, and shows no numbers.
        values |= {"num_format": f'[>1]{_axis_format(chart.number_kind).partition(";")[0]};[<0]General;""'}
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


def _is_labelled(chart: Chart) -> bool:
    """Whether each bar or column has its number beside it, so that no axis has to."""
    one = chart.shape is Shape.BARS and len(chart.series) == 1
    return one or chart.shape in (Shape.BULLET, Shape.FUNNEL, Shape.WATERFALL)


def _label(chart: Chart) -> dict[str, Any]:
    """Of a number beside its bar; no zero is shown, be it of a series that has nothing there or of an empty chart."""
    plain = _axis_format(chart.number_kind).partition(";")[0]
    return {"value": True, "num_format": f'{plain};-{plain};""', "font": {"color": looks.TEXT}}


def _axis_format(kind: Kind) -> str:
    return looks.number_format(kind).partition("_")[0]


def _series(series: Series, number: int, chart: Chart, plan: Plan) -> dict[str, Any]:
    sheet, values = plan.drawn_area(chart, series.column)
    category_sheet, categories = plan.drawn_area(chart, chart.categories)
    options: dict[str, Any] = {
        "name": plan.translate(series.label or plan.template.column(series.column).label),
        "categories": _reference(category_sheet, categories),
        "values": _reference(sheet, values),
    }
    if series.kind in _LINES:
        return options | _LINES[series.kind]
    if series.kind == "hidden":
        return options | _HIDDEN | {"gap": 25}
    if chart.shape in (Shape.FUNNEL, Shape.WATERFALL):
        colour = _STEPS.get(series.kind, FILLS[0])
        label = _label(chart)
        if series.kind == "loss":
            label["num_format"] = "-" + label["num_format"]
        if series.kind in ("total", "gain"):
            label["font"] = {"color": "#FFFFFF", "bold": True}
        return options | {"gap": 25, "fill": {"color": colour}, "data_labels": label}
    if chart.shape is Shape.BULLET:
        if series.kind == "goal":
            return options | _GOAL
        return options | _BULLET | {"data_labels": _label(chart)}
    if chart.shape is Shape.SCATTER:
        return options | _POINTS
    shape: dict[str, Any] = {"gap": 35 if chart.shape is Shape.BARS else 60}
    if _is_labelled(chart):
        shape["data_labels"] = _label(chart)
    return options | shape | {"fill": {"color": FILLS[number % len(FILLS)]}}


def _reference(sheet: str, area: Area) -> list[Any]:
    return [sheet, area.top - 1, area.left - 1, area.bottom - 1, area.right - 1]
