"""A declared chart as XlsxWriter draws it: what is in blue, what is aimed at in navy, what was or may be in orange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.building import theme as looks
from xltargets.building.printing import OFFSET
from xltargets.locale import RECORDS
from xltargets.templates.common import AMOUNT_UNIT
from xltargets.templates.schema import Kind, Shape, _
from xltargets.workbooks.contents import Area

if TYPE_CHECKING:
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
LYING = (Shape.BARS, Shape.BULLET, Shape.FUNNEL)
_POINTS = {
    "marker": {"type": "circle", "size": 8, "fill": {"color": FILLS[0]}, "border": {"color": looks.NAVY}},
    "trendline": {"type": "linear", "line": {"color": looks.ORANGE, "dash_type": "dash"}, "delete_series": True},
}
_SHORT = {"Thousands": "#,##0,", "Ten thousands": r"0\.0,", "Millions": "#,##0.0,,"}
"""An amount in these; a format divides by thousands only, and what is left of ten thousand stands behind a point."""
_TITLE_LETTER = 10
"""Pixels of a chart's width for each letter of its title, which no program lets run from one side to the other."""
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
    title, y_title = _titles(chart, plan)
    name_font = {"name": face, "size": _size_of(title, chart.width), "bold": True, "color": looks.NAVY}
    drawn.set_title({"name": title, "name_font": name_font})
    _axes(drawn, chart, plan, font, (translate(chart.x_title), y_title))
    lies = chart.shape in LYING
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


def _titles(chart: Chart, plan: Plan) -> tuple[str, str]:
    """The chart's own title and that of its amounts, the one that is seen at them with their unit if not in full.

    The unit is that of the settings when the workbook is made; a chart says it of itself, so that it stays right.
    """
    titles = plan.translate(chart.title), plan.translate(chart.y_title)
    unit = shown_in(plan) if chart.number_kind is Kind.AMOUNT else ""
    if not unit:
        return titles
    name = plan.translate(dict(AMOUNT_UNIT.labels)[unit])
    on_axis = bool(chart.y_title) and not _is_labelled(chart)
    said = plan.translate(_("{name} ({unit})")).replace("{name}", titles[on_axis]).replace("{unit}", name)
    return (titles[0], said) if on_axis else (said, titles[1])


def _size_of(title: str, width: int) -> int:
    """In points, so that it needs one line: a second would stand on the legend."""
    return max(10, min(13, int(13 * width / _TITLE_LETTER / looks.width_of(title))))


def shown_in(plan: Plan) -> str:
    """The unit of large figures, where it is not in full."""
    unit = plan.filling.value("settings", "shown_in", "")
    return unit if unit in _SHORT else ""


def _number(chart: Chart, plan: Plan) -> str:
    """The format of a number above 0 at a bar or an axis, which knows no other number."""
    if chart.number_kind is Kind.AMOUNT and shown_in(plan):
        return _SHORT[shown_in(plan)]
    # Others for numbers from 100 on would be a condition within a condition.
    return "General" if chart.number_kind is Kind.NUMBER else _axis_format(chart.number_kind)


def _axes(drawn: Any, chart: Chart, plan: Plan, font: dict[str, Any], titles: tuple[str, str]) -> None:
    """The axis of categories and that of values; a chart that lies has the categories from the top down."""
    x_title, y_title = titles
    number = _number(chart, plan)
    lies = chart.shape in LYING
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
        across = _axis_format(chart.category_kind)
        categories |= {"num_format": _where_drawn(across) if chart.empty else across}
        categories |= {"major_gridlines": {"visible": False}}
    else:
        categories |= {"num_format": looks.number_format(chart.category_kind), "text_axis": True, "reverse": lies}
    bounds = {"min": chart.minimum} if chart.minimum is not None else {}
    if chart.maximum is not None:
        bounds["max"] = chart.maximum
    values = bounds | {
        "name": y_title,
        "name_font": axis_title,
        "num_font": font,
        "num_format": number,
        "major_gridlines": {"visible": not labelled and not chart.empty, "line": {"color": "#E3E8EE"}},
        "line": {"none": True},
    }
    if labelled:
        # The amounts stand at the bars.
        values |= {"visible": False, "name": ""}
    elif chart.empty:
        # Of no point at all LibreOffice has an axis to 15.
        values |= {"num_format": _where_drawn(number, 15 if chart.shape is Shape.SCATTER else 1)}
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


def _where_drawn(number: str, least: int = 1) -> str:
    """The format of an axis that shows no numbers from 0 to 1, as it has them where there is nothing to draw.

    The sign is written: LibreOffice and ONLYOFFICE leave it out where a condition says what is below 0.
    """
    return f'[>{least}]{number};[<0]-{number};""'


def _is_labelled(chart: Chart) -> bool:
    """Whether each bar or column has its number beside it, so that no axis has to."""
    one = chart.shape is Shape.BARS and len(chart.series) == 1
    return one or chart.shape in (Shape.BULLET, Shape.FUNNEL, Shape.WATERFALL)


def _label(chart: Chart, plan: Plan) -> dict[str, Any]:
    """Of a number beside its bar; no zero is shown, be it of a series that has nothing there or of an empty chart."""
    plain = _number(chart, plan)
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
        label = _label(chart, plan)
        if series.kind == "loss":
            label["num_format"] = "-" + label["num_format"]
        if series.kind in ("total", "gain"):
            label["font"] = {"color": "#FFFFFF", "bold": True}
        return options | {"gap": 25, "fill": {"color": colour}, "data_labels": label}
    if chart.shape is Shape.BULLET:
        if series.kind == "goal":
            return options | _GOAL
        return options | _BULLET | {"data_labels": _label(chart, plan)}
    if chart.shape is Shape.SCATTER:
        return options | _POINTS
    shape: dict[str, Any] = {"gap": 35 if chart.shape is Shape.BARS else 60}
    if _is_labelled(chart):
        shape["data_labels"] = _label(chart, plan)
    return options | shape | {"fill": {"color": FILLS[number % len(FILLS)]}}


def _reference(sheet: str, area: Area) -> list[Any]:
    return [sheet, area.top - 1, area.left - 1, area.bottom - 1, area.right - 1]
