"""How the workbooks look: colours, cell styles, number formats, widths, page set-up. One look for all templates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from xltargets.locale import RECORDS
from xltargets.templates.schema import Kind, Role, Tone

if TYPE_CHECKING:
    from xltargets.templates.schema import Column

NAVY = "#1F3A5F"
BLUE = "#2F5D8A"
PALE_BLUE = "#EAF1F8"
INPUT_FILL = "#FFF8DC"
INPUT_TEXT = "#1B4F9C"
LOADED_FILL = "#CFE0DC"
LOADED_TEXT = "#0B4A43"
TEXT = "#262626"
QUIET = "#5F6B7A"
LINE = "#C9D3DE"
PAPER = "#FFFFFF"
BAR = "#9DBEDF"
ORANGE = "#D9822B"
GREEN_FILL, GREEN_TEXT = "#DDF0DF", "#1B5E20"
AMBER_FILL, AMBER_TEXT = "#FFEFC9", "#7A4B00"
RED_FILL, RED_TEXT = "#FAD9D5", "#8E1B10"

TAB_COLOURS = {Role.GUIDE: NAVY, Role.INPUT: "#E0B93B", Role.WORKING: "#8FA3B8", Role.RESULT: "#3C8D5A"}
TONES = {
    Tone.GOOD: (GREEN_FILL, GREEN_TEXT),
    Tone.WATCH: (AMBER_FILL, AMBER_TEXT),
    Tone.BAD: (RED_FILL, RED_TEXT),
    Tone.WORST: (RED_TEXT, "#FFFFFF"),
    Tone.QUIET: ("#EEF1F4", QUIET),
}
"""Fill and text; they differ in lightness, so that they also differ without colour."""
WIDTHS = {
    Kind.TEXT: 18,
    Kind.NUMBER: 12,
    Kind.AMOUNT: 14,
    Kind.RATIO: 11,
    Kind.COUNT: 10,
    Kind.DATE: 12,
    Kind.MONTH: 10,
    Kind.CHOICE: 11,
    Kind.FLAG: 9,
}
TWO_LINES = 28
"""The height of a row with two lines of text, in points."""
HEADER = 32
"""The height of a row of headers."""
HEADER_OF_ONE_LINE = 20
A4 = 9
GAP = 3
"""The width of an empty column between two blocks."""
LINK = 8
"""The least width of a column with a link to the Guide."""


def width_of(text: str) -> int:
    """About how many digits wide a text is; a Chinese character is as wide as two.

    >>> width_of("目标 2027")
    9
    """
    return sum(2 if ord(letter) >= _WIDE else 1 for letter in text)


def reading_width(text: str) -> float:
    """About how many digits wide a text is that is not bold: Latin letters are narrower than digits.

    >>> round(reading_width("目标 of 2027"), 1)
    11.2
    """
    return sum(2 if ord(letter) >= _WIDE else _LETTER for letter in text)


_WIDE = 0x2E80
_LETTER = 0.9


@cache
def number_format(kind: Kind, decimals: int = 0) -> str:
    """The number format of a kind; a zero amount shows as a dash, and `_ ` keeps a space before the border."""
    amount = "#,##0" + ("." + "0" * decimals if decimals else "")
    return {
        Kind.AMOUNT: f'{amount}_ ;-{amount}_ ;"–"_ ',
        # Not "#,##0.##", which shows a whole number with a bare decimal point.
        # With a second condition of another kind LibreOffice leaves out the sign of what is below 0.
        Kind.NUMBER: "[>=100]#,##0_ ;[<0]-General_ ;General_ ",
        Kind.RATIO: '0.0%_ ;-0.0%_ ;"–"_ ',
        Kind.COUNT: "0_ ",
        Kind.DATE: "yyyy-mm-dd",
        Kind.MONTH: "yyyy-mm",
    }.get(kind, "General")


@dataclass
class Theme:
    """The cell formats of one workbook, each made once."""

    book: Any
    language: str = "en"
    decimals: int = 0

    def __post_init__(self) -> None:
        """Start with no format made."""
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._cells: dict[tuple[object, ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """A format with these properties on top of the base font."""
        full = {"font_name": RECORDS[self.language].font, "font_size": 10, "font_color": TEXT, "valign": "vcenter"}
        full |= properties
        key = tuple(sorted(full.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format(full)
        return self._made[key]

    @property
    def title(self) -> Any:
        """The band at the top of a sheet."""
        return self.format(bold=True, font_size=18, font_color="#FFFFFF", bg_color=NAVY)

    @property
    def title_again(self) -> Any:
        """What the band says where another printed page begins."""
        return self.format(font_size=12, font_color="#FFFFFF", bg_color=NAVY)

    @property
    def intro(self) -> Any:
        """The line below the title."""
        return self.format(font_color=QUIET, italic=RECORDS[self.language].slants)

    @property
    def block_title(self) -> Any:
        """The heading of a table or form."""
        return self.format(bold=True, font_size=12, font_color=BLUE)

    @property
    def header(self) -> Any:
        """The header row of a table."""
        return self.format(
            bold=True, font_color="#FFFFFF", bg_color=BLUE, text_wrap=True, align="center", border=1, border_color=LINE
        )

    @property
    def month_header(self) -> Any:
        """A header that is a month."""
        return self.format(
            bold=True,
            font_color="#FFFFFF",
            bg_color=BLUE,
            align="center",
            border=1,
            border_color=LINE,
            num_format=number_format(Kind.MONTH),
        )

    @property
    def sign(self) -> Any:
        """A sign in a cell of its own."""
        return self.format(align="center", bold=True, font_color=GREEN_TEXT, border=1, border_color=LINE)

    @property
    def label(self) -> Any:
        """The name of a setting."""
        return self.format(bold=True, bg_color=PALE_BLUE, border=1, border_color=LINE, indent=1)

    @property
    def help(self) -> Any:
        """What a setting means."""
        return self.format(font_color=QUIET, text_wrap=True, border=1, border_color=LINE, indent=1)

    @property
    def aside(self) -> Any:
        """What a figure means, where it may run on to the right."""
        return self.format(font_color=QUIET, indent=1)

    def drawn(self, kind: Kind) -> Any:
        """A number that stands there for a chart, and is not meant to be read."""
        return self.format(font_color=QUIET, num_format=number_format(kind, self.decimals))

    def cell(self, column: Column, *, quoted: bool = False) -> Any:
        """A cell of a column: what people fill in stands out and is not locked, what is loaded has its own tone.

        `quoted` is for a text that would be a formula once somebody edits it, and stays a text.
        """
        key = (column.kind, column.centred, column.wrap, column.is_input, column.loaded, column.none, quoted)
        if key not in self._cells:
            self._cells[key] = self.format(**self._look_of(column, quoted))
        return self._cells[key]

    def _look_of(self, column: Column, quoted: bool) -> dict[str, Any]:
        properties: dict[str, Any] = {
            "num_format": number_format(column.kind, self.decimals),
            "border": 1,
            "border_color": LINE,
        }
        if column.none is not None:
            properties["num_format"] = f'[={column.none}]"–"_ ;{properties["num_format"]}'
        if column.kind in (Kind.CHOICE, Kind.DATE, Kind.MONTH) or column.centred:
            properties["align"] = "center"
        elif column.kind is Kind.TEXT:
            properties |= {"align": "left", "indent": 1}
        if column.wrap:
            properties |= {"text_wrap": True}
        if column.is_input:
            properties |= {"bg_color": INPUT_FILL, "font_color": INPUT_TEXT, "locked": False}
        elif column.loaded:
            properties |= {"bg_color": LOADED_FILL, "font_color": LOADED_TEXT}
        if quoted:
            properties["quote_prefix"] = True
        return properties

    @property
    def link(self) -> Any:
        """A way to another sheet."""
        return self.format(font_color=INPUT_TEXT, underline=1, bold=True)

    def invitation(self, size: int) -> Any:
        """What to do where a chart has nothing to draw."""
        slants = RECORDS[self.language].slants
        return self.format(font_color=QUIET, font_size=size, italic=slants, text_wrap=True, align="center")

    def toned(self, tone: Tone) -> Any:
        """A word in a tone."""
        fill, text = TONES[tone]
        return self.format(bg_color=fill, font_color=text, bold=True, align="center", border=1, border_color=LINE)

    @property
    def tile_label(self) -> Any:
        """The label of a large figure."""
        return self.format(font_color=QUIET, bg_color=PALE_BLUE, align="center", top=2, top_color=BLUE)

    @property
    def tile_label_with_unit(self) -> Any:
        """The label of a large amount, to which a unit may be added."""
        return self.format(font_color=QUIET, bg_color=PALE_BLUE, align="center", top=2, top_color=BLUE, shrink=True)

    def tile(self, column: Column) -> Any:
        """A large figure."""
        return self.format(
            bold=True,
            font_size=18 if column.kind not in (Kind.TEXT, Kind.CHOICE) else 13,
            font_color=NAVY,
            bg_color=PALE_BLUE,
            align="center",
            num_format=number_format(column.kind, self.decimals).replace("_ ", ""),
        )

    @property
    def check(self) -> Any:
        """A sign whether a sum agrees."""
        return self.format(align="right", bold=True, font_color=GREEN_TEXT)

    def total(self, kind: Kind) -> Any:
        """A cell of a totals row."""
        return self.format(
            bold=True, bg_color=PALE_BLUE, top=2, top_color=BLUE, num_format=number_format(kind, self.decimals)
        )

    def row_total(self, kind: Kind) -> Any:
        """The sum at the end of a row."""
        return self.format(
            bold=True, bg_color=PALE_BLUE, border=1, border_color=LINE, num_format=number_format(kind, self.decimals)
        )
