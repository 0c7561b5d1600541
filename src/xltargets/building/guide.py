"""The Guide sheet: what the workbook is for, what to do in which order, where everything is, what the colours mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from xltargets.building import theme as looks
from xltargets.templates.formulas import setting_name
from xltargets.templates.schema import Column, Kind, Role, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.building.placing import Plan
    from xltargets.building.theme import Theme
    from xltargets.templates.schema import Template

_ROLES = {
    Role.INPUT: _("You fill it in"),
    Role.WORKING: _("It works out"),
    Role.RESULT: _("Look here"),
}


WIDTHS = (4, 24, 22, 84)
"""Of its columns, in characters."""


def write_guide(worksheet: Any, plan: Plan, theme: Theme) -> None:
    """Write the Guide below its title."""
    template, translate = plan.template, plan.translate
    for column, width in enumerate(WIDTHS):
        worksheet.set_column(column, column, width)
    worksheet.write_string(1, 0, translate(template.purpose), theme.intro)
    row = _glance(worksheet, plan, theme, 3)
    row = _steps(worksheet, template, theme, translate, row + 1)
    row = _sheets(worksheet, template, theme, translate, row + 1)
    row = _legend(worksheet, theme, translate, row + 1)
    worksheet.write_string(row + 1, 0, translate(_("Good to know")), theme.block_title)
    for offset, text in enumerate(_NOTES, row + 2):
        worksheet.write_string(offset, 1, translate(text), theme.format())


def _glance(worksheet: Any, plan: Plan, theme: Theme, row: int) -> int:
    """The figures that matter most, as they stand in the sheets."""
    if not plan.template.glance:
        return row
    worksheet.write_string(row, 0, plan.translate(_("At a glance")), theme.block_title)
    for line, reference in enumerate(plan.template.glance, row + 1):
        column = plan.template.column(reference)
        name = setting_name(column.table, column.identifier)
        shown = replace(column, formula=column.formula or "=")
        worksheet.write_string(line, 1, plan.translate(column.label), theme.label)
        worksheet.write_formula(line, 2, f'=IF({name}="","",{name})', theme.cell(shown), "")
    return row + len(plan.template.glance) + 1


_NOTES = (
    _("All targets sum exactly: what rounding leaves over goes to the largest remainders, not to the last one."),
    _("Results are stored in the file: a phone shows them without the add-in, but only the add-in renews them."),
    _("For LibreOffice, have the workbook converted (xltargets convert --for libreoffice) and install its extension."),
    _("Sheets are protected without a password against slips. If you unprotect one, protect it again afterwards."),
    _("Help: click a yellow cell to see what it expects; =XLT_EXPLAIN(FORMULATEXT(C5)) says why C5 shows an error."),
)


def _steps(worksheet: Any, template: Template, theme: Theme, translate: Callable[[str], str], row: int) -> int:
    worksheet.write_string(row, 0, translate(_("What to do")), theme.block_title)
    number = theme.format(bold=True, font_color="#FFFFFF", bg_color=looks.BLUE, align="center")
    for index, step in enumerate(template.steps, 1):
        worksheet.write_number(row + index, 0, index, number)
        worksheet.write_string(row + index, 1, translate(step), theme.format(indent=1))
        worksheet.set_row(row + index, 20)
    return row + len(template.steps) + 1


def _sheets(worksheet: Any, template: Template, theme: Theme, translate: Callable[[str], str], row: int) -> int:
    worksheet.write_string(row, 0, translate(_("The sheets")), theme.block_title)
    link = theme.link
    for sheet in template.sheets:
        if sheet.role is Role.GUIDE:
            continue
        row += 1
        title = translate(sheet.title)
        target = title.replace("'", "''")
        worksheet.write_url(row, 1, f"internal:'{target}'!A1", link, title)
        worksheet.write_string(row, 2, translate(_ROLES[sheet.role]), theme.format(font_color=looks.QUIET))
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
        (
            theme.cell(Column(Kind.TEXT, "", loaded=True)),
            _("Loaded"),
            _("Grey green. A refresh brings it from other workbooks; the sheet Loaded says from which."),
        ),
        (theme.label, _("A name"), _("Pale blue. Labels and totals.")),
    )
    for style, sample, meaning in samples:
        row += 1
        worksheet.write_string(row, 1, translate(sample), style)
        worksheet.write_string(row, 3, translate(meaning), theme.format())
    return row + 1
