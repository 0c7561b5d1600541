"""Conditional formats: statuses by their words, bars in shares, signs of checks, decimals as the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.building import theme as looks
from xltargets.templates.schema import Column, Highlight, Kind, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.workbooks.contents import Area

DECIMALS = (0, 1, 2)
OF_CURRENCIES = (0, 2, 3)
WRONG = "✗"
RIGHT = "✓"


def add_highlights(
    book: Any, worksheet: Any, column: Column, area: Area, setting: str | None, translate: Callable[[str], str]
) -> None:
    """Colour a column's cells. `setting` is the defined name that holds the decimals of amounts, if there is one."""
    bounds = (area.top - 1, area.left - 1, area.bottom - 1, area.right - 1)
    if column.highlight is Highlight.TONES and column.choices is not None:
        labels = dict(column.choices.labels)
        for code, tone in column.choices.tones:
            word = translate(labels[code]).replace('"', '""')
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": _toned(book, tone)}
            worksheet.conditional_format(*bounds, rule)
    if column.highlight is Highlight.SCALE:
        scale = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "min_color": "#FFFFFF"}
        worksheet.conditional_format(*bounds, scale | {"max_color": looks.BAR})
    if column.highlight is Highlight.BAR:
        # A bar has a least length, which a zero shall not have.
        zero = {"type": "cell", "criteria": "==", "value": 0, "stop_if_true": True}
        worksheet.conditional_format(*bounds, zero)
        # Without Excel 2010's extras, which programs that know only the standard would warn of and drop.
        bar = {"type": "data_bar", "bar_color": looks.BAR, "min_type": "num", "min_value": 0}
        worksheet.conditional_format(*bounds, bar)
    if column.kind is Kind.AMOUNT and setting is not None:
        add_decimals(book, worksheet, area, setting, OF_CURRENCIES if setting.endswith("cents") else DECIMALS)


def add_marks(book: Any, worksheet: Any, column: Column, area: Area, conditions: list[str]) -> None:
    """Colour cells in which a condition holds; the conditions are of the column's marks, for the first row."""
    for mark, condition in zip(column.marks, conditions, strict=True):
        rule = {"type": "formula", "criteria": f"={condition}", "format": _toned(book, mark.tone, mark.sign)}
        worksheet.conditional_format(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, rule)


def add_blank(book: Any, worksheet: Any, area: Area, condition: str) -> None:
    """Show no number where a condition holds, such as the zero of a row that nobody has filled in."""
    rule = {"type": "formula", "criteria": f"={condition}", "format": book.add_format({"num_format": ";;;"})}
    worksheet.conditional_format(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, rule)


def add_loaded(book: Any, worksheet: Any, area: Area, condition: str) -> None:
    """Colour cells that people may type in where they hold what a refresh put there."""
    style = book.add_format({"bg_color": looks.LOADED_FILL, "font_color": looks.LOADED_TEXT})
    rule = {"type": "formula", "criteria": f"={condition}", "format": style}
    worksheet.conditional_format(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, rule)


def _toned(book: Any, tone: Tone, sign: str = "") -> Any:
    fill, text = looks.TONES[tone]
    look: dict[str, Any] = {"bg_color": fill, "font_color": text, "bold": tone is not Tone.QUIET}
    if sign:
        look["num_format"] = f'[=0]"{sign}";0" {sign}"'
    return book.add_format(look)


def add_decimals(book: Any, worksheet: Any, area: Area, setting: str, numbers: tuple[int, ...] = DECIMALS) -> None:
    """Show amounts with as many decimals as the settings say, also after somebody changes them."""
    for decimals in numbers:
        style = book.add_format({"num_format": looks.number_format(Kind.AMOUNT, decimals)})
        rule = {"type": "formula", "criteria": f"={setting}={decimals}", "format": style}
        worksheet.conditional_format(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, rule)


def add_watch(book: Any, worksheet: Any, area: Area) -> None:
    """Colour an amount that is left over."""
    rule = {"type": "cell", "criteria": "!=", "value": 0, "format": _toned(book, Tone.WATCH)}
    worksheet.conditional_format(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, rule)


def add_check(book: Any, worksheet: Any, area: Area) -> None:
    """Colour a sign that says no."""
    style = book.add_format({"bg_color": looks.RED_FILL, "font_color": looks.RED_TEXT, "bold": True})
    rule = {"type": "text", "criteria": "begins with", "value": WRONG, "format": style}
    worksheet.conditional_format(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, rule)
