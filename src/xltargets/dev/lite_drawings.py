"""The drawings of the page on xlwings Lite: three clicks, in each language. They say that they are drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from xltargets.addin.texts import in_languages
from xltargets.errors import N_, Translate
from xltargets.functions import call
from xltargets.locale import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

FORMULA, SHOWN = "=TARGET_SPLIT(100,{1;1;1})", [100.0, [[1.0], [1.0], [1.0]]]
PRODUCT = "xlwings Lite"
_HOME, _ADD_INS, _ADD = N_("Home"), N_("Add-ins"), N_("Add")
_CLICKS = (
    N_("1  Add-ins, search for xlwings, Add"),
    N_("2  xlwings Lite"),
    N_("3  Type a formula"),
)
_HONEST = N_("A drawing: Excel itself was not at hand.")
_WIDE, _GAP, _HIGH = 320, 20, 250
_FONT = "system-ui, 'Microsoft YaHei', 'Microsoft JhengHei', 'Noto Sans CJK SC', sans-serif"
_GREEN, _LINE, _INK, _PALE = "#107c41", "#c8c6c4", "#242424", "#f3f2f1"


def make(folder: Path) -> None:
    """Write one for each language."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        (folder / f"lite.{language}.svg").write_text(drawing(language), encoding="utf-8", newline="\n")


def drawing(language: str) -> str:
    """Three panels beside each other, and below them what they are."""

    def told(message: str) -> str:
        return in_languages(message)[language]

    panels = [_store(told), _button(told), _cell()]
    width, height = 3 * _WIDE + 4 * _GAP, _HIGH + 80
    shapes = [f'<rect width="{width}" height="{height}" fill="#fff"/>']
    for number, (click, panel) in enumerate(zip(_CLICKS, panels, strict=True)):
        left = _GAP + number * (_WIDE + _GAP)
        frame = f'<rect y="40" width="{_WIDE}" height="{_HIGH}" rx="6" fill="#fff" stroke="{_LINE}"/>'
        shapes.append(
            f'<g transform="translate({left},0)">{_text(0, 26, told(click), 14, bold=True)}{frame}{panel}</g>'
        )
    shapes.append(_text(_GAP, height - 14, told(_HONEST), 12, "#616161"))
    title = escape(" · ".join(told(click) for click in _CLICKS))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="{_FONT}"><title>{title}</title>{"".join(shapes)}</svg>\n'
    )


def _store(told: Translate) -> str:
    return _ribbon(told, pressed=_ADD_INS) + "".join(
        (
            f'<rect x="60" y="130" width="240" height="140" rx="4" fill="#fff" stroke="{_LINE}"/>',
            f'<rect x="72" y="142" width="216" height="26" rx="3" fill="{_PALE}" stroke="{_LINE}"/>',
            _text(82, 160, "xlwings", 13),
            f'<rect x="72" y="184" width="32" height="32" rx="4" fill="{_GREEN}"/>',
            _text(114, 205, PRODUCT, 13),
            _pressed(204, 184, told(_ADD), 80),
        )
    )


def _button(told: Translate) -> str:
    pane = f'<rect x="190" y="122" width="118" height="156" rx="4" fill="#fff" stroke="{_LINE}"/>'
    return _ribbon(told, pressed=PRODUCT) + pane + _text(204, 146, PRODUCT, 13, bold=True)


def _cell() -> str:
    rows = call("TARGET_SPLIT", SHOWN)
    lines = [
        f'<rect x="16" y="56" width="288" height="28" fill="{_PALE}" stroke="{_LINE}"/>',
        _text(26, 75, FORMULA, 13),
    ]
    for row in range(5):
        for column in range(3):
            place = f'x="{16 + column * 96}" y="{100 + row * 30}"'
            lines.append(f'<rect {place} width="96" height="30" fill="none" stroke="{_LINE}"/>')
    lines += [_text(26, 120 + row * 30, f"{value[0]:g}", 13) for row, value in enumerate(rows)]
    lines.append(f'<rect x="16" y="100" width="96" height="90" fill="none" stroke="{_GREEN}" stroke-width="2"/>')
    return "".join(lines)


def _ribbon(told: Translate, *, pressed: str) -> str:
    """The tab Home with the two buttons that matter, one of them pressed."""
    shapes = [
        f'<rect x="1" y="41" width="{_WIDE - 2}" height="26" fill="{_GREEN}"/>',
        _text(16, 59, told(_HOME), 13, "#fff"),
        f'<rect x="1" y="67" width="{_WIDE - 2}" height="46" fill="{_PALE}"/>',
    ]
    for left, label in ((100, _ADD_INS), (205, PRODUCT)):
        if label == PRODUCT != pressed:  # not there yet
            continue
        text = told(label) if label != PRODUCT else PRODUCT
        shapes.append(_pressed(left, 76, text) if label == pressed else _text(left + 12, 95, text, 13))
    return "".join(shapes)


def _pressed(left: int, top: int, text: str, width: int = 92) -> str:
    frame = (
        f'<rect x="{left}" y="{top}" width="{width}" height="30" rx="4" fill="#fff" stroke="#d83b01" stroke-width="3"/>'
    )
    return frame + _text(left + 8, top + 20, text, 13)


def _text(left: int, base: int, text: str, size: int, colour: str = _INK, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{left}" y="{base}" font-size="{size}" fill="{colour}"{weight}>{escape(text)}</text>'
