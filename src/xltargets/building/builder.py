"""A template's declaration to a workbook file, with XlsxWriter.

Formula and value are written in one go: the formulas are worked out before the workbook goes to its file. The same
declaration and filling give the same bytes.
"""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets import templates
from xltargets.building import theme as looks
from xltargets.building.charts import add_chart, shown_in
from xltargets.building.gaps import write_gaps
from xltargets.building.guide import WIDTHS as GUIDE_WIDTHS
from xltargets.building.guide import write_guide
from xltargets.building.in_memory import NotSaid, contents_of, work_out
from xltargets.building.invitations import invite
from xltargets.building.matrices import sums_of, write_matrix
from xltargets.building.moulds import Mould
from xltargets.building.placing import FIRST_HEADER, Plan, is_placed
from xltargets.building.printing import NORMAL_WIDTH, begun_again, print_set_up, stands_again
from xltargets.building.tables import TableWriter, widths_of_form
from xltargets.building.theme import Theme, width_of
from xltargets.building.tiles import widen, write_legend, write_tiles
from xltargets.locale import WORDS
from xltargets.templates.content import Filling
from xltargets.templates.formulas import setting_name
from xltargets.templates.schema import Chart, Form, Kind, Legend, Matrix, Role, Sheet, Table, Tiles, _
from xltargets.workbooks.contents import Area, Contents, column_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from xltargets.building.moulds import Moulds
    from xltargets.templates.schema import Template

CREATED = datetime.datetime(2026, 1, 1)
TITLE_HEIGHT = 34.0
TITLE_LETTER = 1.8
"""How many usual digits wide a letter of a title is."""
HEADING_LETTER = 1.25
"""And one of the heading of a block."""
INTRO_LETTER = 0.9
"""And one of the introduction."""
_CALCULATED_BY = 191029
"""The calculation engine of Excel 2019 and later."""


def build(
    template: Template,
    target: Path,
    filling: Filling | None = None,
    *,
    language: str = "en",
    translate: Callable[[str], str] = lambda label: label,
    moulds: Moulds | None = None,
) -> Contents:
    """Write a workbook with every formula's value stored; what it holds, as it would be read.

    The target appears whole or not at all. `moulds` are those of a run that builds many workbooks; what it holds then
    is told by the same object for the next workbook of its template and size.
    """
    from xltargets.workbooks.collection import without_collection
    from xltargets.workbooks.patch import patch_values
    from xltargets.workbooks.reader import read
    from xltargets.workbooks.temporary import file_beside

    filling = _with_language(filling or Filling(), template, language)
    contents = Contents(target)

    def finish(book: Any, held: Callable[[Path], Contents]) -> NotSaid:
        nonlocal contents
        contents = held(target)
        return work_out(book, contents)

    with file_beside(target, ".xlsx") as temporary, without_collection():
        not_said = _Builder(template, filling, language, translate).write(temporary, finish, moulds)
        if not_said:
            patch_values(read(temporary), temporary, not_said)
        temporary.chmod(0o644)
        temporary.replace(target)
    return contents


def write_unevaluated(
    template: Template,
    target: Path,
    filling: Filling,
    *,
    language: str,
    translate: Callable[[str], str],
    words: int = WORDS,
) -> None:
    """Write a workbook whose formulas have no values yet, to take looks and formulas from.

    `words` is the edition of the words that `translate` gives.
    """
    builder = _Builder(template, _with_language(filling, template, language), language, translate)
    builder.words = words
    builder.write(target)


def draw(
    book: Any,
    template: Template,
    *,
    language: str,
    translate: Callable[[str], str],
    counts: Mapping[str, int] | None = None,
) -> Plan:
    """Draw an empty workbook on anything that takes XlsxWriter's calls; where its blocks stand.

    `counts` gives tables another number of rows than they have in an empty workbook.
    """
    builder = _Builder(template, _with_language(Filling(), template, language), language, translate, counts)
    builder.draw(book)
    return builder.plan


def _with_language(filling: Filling, template: Template, language: str) -> Filling:
    """The filling with the workbook's language among its settings, where none is."""
    if "settings" not in template.tables:
        return filling
    settings = {"language": language, **filling.forms.get("settings", {})}
    return Filling({**filling.forms, "settings": settings}, filling.tables)


def _absolute(sheet: str, area: Area) -> str:
    """Cells of a sheet as a defined name has them."""
    corners = dict.fromkeys(((area.top, area.left), (area.bottom, area.right)))
    cells = [f"${column_letters(column)}${row}" for row, column in corners]
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{':'.join(cells)}"


class _Builder:
    """One workbook on its way to a file, or to whatever takes the same calls."""

    def __init__(
        self,
        template: Template,
        filling: Filling,
        language: str,
        translate: Callable[[str], str],
        counts: Mapping[str, int] | None = None,
    ) -> None:
        self.template = template
        self.language = language
        self.words = WORDS
        self.translate = translate
        self.plan = Plan(template, filling, translate, counts)
        self.filling = self.plan.filling
        self._said: Sequence[str] = ()

    def write(
        self,
        path: Path,
        finish: Callable[[Any, Callable[[Path], Contents]], NotSaid] = lambda _book, _held: {},
        moulds: Moulds | None = None,
    ) -> NotSaid:
        """Write the file; `finish` gets the workbook and who tells what it holds; it gives what cannot be said."""
        from xltargets.building.quick_book import QuickBook, told_as_it_is

        options = {"default_date_format": "yyyy-mm-dd"}
        if moulds is None or not moulds.keeps(self.plan):
            with told_as_it_is(), QuickBook(path, options) as book:
                self.draw(book)
                return finish(book, partial(contents_of, book))
        mould = moulds.take(self._shape)
        if mould is not None and self._fill(mould):
            found = finish(mould.book, mould.contents_of)
            mould.book.write_again(path)
        else:
            with told_as_it_is(), QuickBook(path, options, is_kept=True) as book:
                self._said = book.strings.said
                self.draw(book)
                mould = Mould(book, self.tables)
                found = finish(book, mould.contents_of)
        if not self.tables.has_quoted:
            moulds.put(self._shape, mould)
        return found

    @property
    def _shape(self) -> Hashable:
        """What makes workbooks the same but for their inputs: nothing else of a filling is drawn."""
        places = tuple((name, placed.area) for name, placed in self.plan.blocks.items())
        drawn = self._decimals, shown_in(self.plan)
        return self.template.key, self.template.version, self.language, self.words, drawn, places

    def _fill(self, mould: Mould) -> bool:
        """Put the inputs into a workbook that was drawn; whether it can take them."""
        self.book = mould.book
        self.tables = TableWriter(mould.book, mould.theme, self.plan)
        self._properties()
        return mould.fill(self.tables)

    def draw(self, book: Any) -> None:
        """Make all calls that XlsxWriter needs for the workbook."""
        self.book = book
        # Excel shall show the stored results, also where the add-in is missing, and not work them all out anew when
        # it opens the file: neither because it is told to, nor because an older Excel seems to have saved it.
        book.calc_on_load = False
        book.set_calc_mode("auto", _CALCULATED_BY)
        self.theme = Theme(book, self.language, self._decimals)
        self.tables = TableWriter(book, self.theme, self.plan, self._said)
        self._properties()
        self._marks()
        sheets = {sheet.key: book.add_worksheet(self.plan.titles[sheet.key]) for sheet in self.template.sheets}
        self._names()
        for sheet in self.template.sheets:
            self._sheet(sheets[sheet.key], sheet)
        sheets[self.template.sheets[0].key].activate()

    @property
    def _decimals(self) -> int:
        return int(self.filling.value("settings", "decimals", 0))

    def _properties(self) -> None:
        book, translate = self.book, self.translate
        unit = self.filling.value("settings", "unit", "")
        title = translate(self.template.title)
        book.set_properties(
            {
                "title": f"{title}: {unit}" if unit else title,
                "subject": translate(self.template.purpose),
                "author": self.filling.value("settings", "owner", "") or "xltargets",
                "company": self.filling.value("settings", "organisation", ""),
                "created": CREATED,
            }
        )

    def _marks(self) -> None:
        """By what a program knows the workbook, and its window."""
        book = self.book
        book.set_custom_property(templates.KEY_PROPERTY, self.template.key, "text")
        book.set_custom_property(templates.VERSION_PROPERTY, str(self.template.version), "text")
        book.set_custom_property(templates.LANGUAGE_PROPERTY, self.language, "text")
        book.set_custom_property(templates.WORDS_PROPERTY, str(self.words), "text")
        book.set_size(1800, 1200)

    def _names(self) -> None:
        """A defined name for each field of a form, so that formulas read `settings_total`."""
        for placed in self.plan.blocks.values():
            if isinstance(placed.block, Matrix):
                self.book.define_name(placed.block.name_of_sums, f"={_absolute(placed.sheet, sums_of(placed.area))}")
            if isinstance(placed.block, type) and issubclass(placed.block, Form):
                for row, column in enumerate(placed.block.columns, placed.first_row):
                    cell = Area(row, placed.area.left + 1, row, placed.area.left + 1)
                    name = setting_name(placed.block.name, column.identifier)
                    self.book.define_name(name, f"={_absolute(placed.sheet, cell)}")

    def _sheet(self, worksheet: Any, sheet: Sheet) -> None:
        widths = self._widths(worksheet, sheet)
        right = len(GUIDE_WIDTHS) if sheet.role is Role.GUIDE else self._band(sheet, widths)
        worksheet.hide_gridlines(2)
        worksheet.set_tab_color(looks.TAB_COLOURS[sheet.role])
        worksheet.set_row(0, TITLE_HEIGHT)
        for column in range(right):
            worksheet.write_blank(0, column, None, self.theme.title)
        worksheet.write_string(0, 0, self.translate(sheet.title), self.theme.title)
        # What is written in a first column that stands on every page across would be cut on the second.
        beside = sheet.role is not Role.GUIDE and stands_again(sheet, self.plan, widths)
        if sheet.role is Role.GUIDE:
            worksheet.write_string(0, 0, self.translate(self.template.title), self.theme.title)
            write_guide(worksheet, self.plan, self.theme)
        else:
            for column in begun_again(sheet, self.plan, widths):
                again = f"{self.translate(self.template.title)} · {self.translate(sheet.title)}"
                worksheet.write_string(0, column - 1, again, self.theme.title_again)
            worksheet.write_string(1, int(beside), self.translate(sheet.intro), self.theme.intro)
            self._way_back(worksheet, is_narrow=widths.get(3, looks.LINK) < looks.LINK)
            if self._has_amounts(sheet):
                worksheet.write_formula(2, 0, f'="{self._currency_words} "&settings_currency', self.theme.intro, "")
        for block in sheet.blocks:
            self._block_title(worksheet, block, widths[1] if beside else None)
            self._block(worksheet, block)
        name = worksheet.get_name()
        heights = {1: TITLE_HEIGHT} | {row: height for (one, row), height in self.tables.heights.items() if one == name}
        for block in sheet.blocks:
            if isinstance(block, Chart):
                invite(worksheet, block, self.plan, self.theme, (widths, heights))
        write_gaps(worksheet, self.plan, self.theme)
        print_set_up(worksheet, sheet, self.plan, widths, heights)
        worksheet.set_selection("A1")
        if sheet.role is Role.GUIDE or not all(_is_free_to_grow(block) for block in sheet.blocks):
            worksheet.protect("", _PERMITTED)

    def _band(self, sheet: Sheet, widths: Mapping[int, float]) -> int:
        """The last column of the title's band: over all that stands below it, the introduction too."""
        right = self.plan.last_column(sheet)
        needed = width_of(self.translate(sheet.intro)) * INTRO_LETTER
        while sum(widths.get(number, NORMAL_WIDTH) for number in range(1, right + 1)) < needed:
            right += 1
        return right

    def _way_back(self, worksheet: Any, *, is_narrow: bool) -> None:
        """A link to the Guide, in a row that stays in sight where headers are frozen.

        Not in the first column, where the currency stands, nor in the second, into which it runs on; but in that where
        the third is a gap before what has its heading in the same row.
        """
        guide = next((sheet for sheet in self.template.sheets if sheet.role is Role.GUIDE), None)
        if guide is not None:
            title = self.plan.titles[guide.key]
            target = title.replace("'", "''")
            worksheet.write_url(2, 1 if is_narrow else 2, f"internal:'{target}'!A1", self.theme.link, f"← {title}")

    def _has_amounts(self, sheet: Sheet) -> bool:
        """Whether there are amounts, whose currency is said below the title."""
        kinds = {
            one.kind
            for block in sheet.blocks
            if is_placed(block)
            for one in ([block] if isinstance(block, Matrix) else block.columns)
        }
        settings = self.template.tables.get("settings")
        has_currency = settings is not None and any(one.identifier == "currency" for one in settings.columns)
        return Kind.AMOUNT in kinds and sheet.key != "settings" and has_currency

    @property
    def _currency_words(self) -> str:
        return self.translate(_("Amounts in")).replace('"', '""')

    def _widths(self, worksheet: Any, sheet: Sheet) -> dict[int, float]:
        """Make the columns as wide as what stands in them needs; the widths."""
        widths: dict[int, float] = {}
        for block in sheet.blocks:
            if not is_placed(block):
                continue
            placed = self.plan.blocks[block.name]
            if isinstance(block, Matrix):
                wanted = [20.0] + [11.5] * (placed.area.columns - 1)
            elif issubclass(block, Form):
                wanted = widths_of_form(block, self.translate)
            else:
                wanted = [float(column.width or looks.WIDTHS[column.kind]) for column in block.columns]
            for offset, width in enumerate(wanted):
                number = placed.area.left + offset
                widths[number] = max(widths.get(number, 0), width)
        for gap in range(1, max(widths, default=0)):
            widths.setdefault(gap, looks.GAP)
        for block in sheet.blocks:
            if isinstance(block, Tiles):
                widen(widths, block)
        if sheet.role is not Role.GUIDE and stands_again(sheet, self.plan, widths):
            # Of a title and of the currency only what fits the first column is printed on the second page.
            currency = width_of(f"{self._currency_words} USD") if self._has_amounts(sheet) else 0
            widths[1] = max(widths[1], width_of(self.translate(sheet.title)) * TITLE_LETTER, currency)
        for number, width in widths.items():
            worksheet.set_column(number - 1, number - 1, width)
        return widths

    def _block_title(self, worksheet: Any, block: Any, room: float | None) -> None:
        """The heading of what stands beside a sheet's first block, whose heading is the sheet's own.

        `room` is the width of a first column that stands on every page across.
        """
        if not is_placed(block):
            return
        area = self.plan.blocks[block.name].area
        if area.left > 1 or area.top > FIRST_HEADER:
            title = self.translate(block.title)
            is_cut = room is not None and area.left == 1 and width_of(title) * HEADING_LETTER > room
            worksheet.write_string(area.top - 2, area.left - 1 + is_cut, title, self.theme.block_title)

    def _block(self, worksheet: Any, block: Any) -> None:
        if isinstance(block, Chart):
            add_chart(self.book, worksheet, block, self.plan, self.theme)
        elif isinstance(block, Legend):
            write_legend(worksheet, block, self.plan, self.theme)
        elif isinstance(block, Tiles):
            write_tiles(worksheet, block, self.plan, self.theme)
        elif isinstance(block, Matrix):
            write_matrix(self.book, worksheet, block, self.plan, self.theme)
        elif issubclass(block, Form):
            self.tables.form(worksheet, self.plan.blocks[block.name])
        else:
            self.tables.table(worksheet, self.plan.blocks[block.name])


_PERMITTED = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def _is_free_to_grow(block: Any) -> bool:
    """Whether a table holds inputs only, or is meant to grow by typing, so that its sheet has no protection."""
    if not isinstance(block, type) or not issubclass(block, Table):
        return False
    return block.grows or all(column.is_input for column in block.columns)
