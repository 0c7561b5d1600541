"""The Guide sheet: what the workbook is for, what to do in which order, where everything is, what the colours mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.templates.schema import Column, Kind, Role, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.templates.schema import Template
    from xltargets.templates.theme import Theme

_ROLES = {
    Role.INPUT: _("You fill it in"),
    Role.WORKING: _("It works out"),
    Role.RESULT: _("Look here"),
}


def write_guide(worksheet: Any, template: Template, theme: Theme, translate: Callable[[str], str]) -> None:
    """Write the Guide below its title."""
    for column, width in enumerate((4, 22, 18, 74)):
        worksheet.set_column(column, column, width)
    worksheet.write_string(1, 0, translate(template.purpose), theme.intro)
    row = _steps(worksheet, template, theme, translate, 3)
    row = _sheets(worksheet, template, theme, translate, row + 1)
    row = _legend(worksheet, theme, translate, row + 1)
    worksheet.write_string(row + 1, 0, translate(_("Good to know")), theme.block_title)
    for offset, text in enumerate(_NOTES, row + 2):
        worksheet.write_string(offset, 1, translate(text), theme.format())


_NOTES = (
    _("All targets sum exactly: what rounding leaves over goes to the largest remainders, not to the last one."),
    _("Results are stored in the file: a phone shows them without the add-in, but only the add-in renews them."),
    _("Sheets are protected without a password, so that formulas are safe from slips. You may unprotect them."),
)


def _steps(worksheet: Any, template: Template, theme: Theme, translate: Callable[[str], str], row: int) -> int:
    worksheet.write_string(row, 0, translate(_("What to do")), theme.block_title)
    number = theme.format(bold=True, font_color="#FFFFFF", bg_color="#2F5D8A", align="center")
    for index, step in enumerate(template.steps, 1):
        worksheet.write_number(row + index, 0, index, number)
        worksheet.write_string(row + index, 1, translate(step), theme.format(indent=1))
        worksheet.set_row(row + index, 20)
    return row + len(template.steps) + 1


def _sheets(worksheet: Any, template: Template, theme: Theme, translate: Callable[[str], str], row: int) -> int:
    worksheet.write_string(row, 0, translate(_("The sheets")), theme.block_title)
    link = theme.format(font_color="#1B4F9C", underline=1, bold=True)
    for sheet in template.sheets:
        if sheet.role is Role.GUIDE:
            continue
        row += 1
        title = translate(sheet.title)
        target = title.replace("'", "''")
        worksheet.write_url(row, 1, f"internal:'{target}'!A1", link, title)
        worksheet.write_string(row, 2, translate(_ROLES[sheet.role]), theme.format(font_color="#5F6B7A"))
        worksheet.write_string(row, 3, translate(sheet.intro), theme.format())
        worksheet.set_row(row, 18)
    return row + 1


def _legend(worksheet: Any, theme: Theme, translate: Callable[[str], str], row: int) -> int:
    worksheet.write_string(row, 0, translate(_("What the cells mean")), theme.block_title)
    samples = (
        (
            theme.cell(Column(Kind.TEXT, "")),
            _("Yours to fill in"),
            _("Pale yellow with blue text. Nothing else is typed in."),
        ),
        (
            theme.cell(Column(Kind.TEXT, "", formula="=")),
            _("Worked out"),
            _("White and locked. It follows from the inputs."),
        ),
        (theme.label, _("A name"), _("Pale blue. Labels and totals.")),
    )
    for style, sample, meaning in samples:
        row += 1
        worksheet.write_string(row, 1, translate(sample), style)
        worksheet.write_string(row, 3, translate(meaning), theme.format())
    return row + 1
