"""A small template and a workbook that follows it, as plain data, to break in one way at a time."""

from __future__ import annotations

from pathlib import Path

from xltargets.templates import schema
from xltargets.templates.schema import Before, Choices, Kind, Role, SumsTo, Template, column
from xltargets.validation.finding import Finding
from xltargets.validation.registry import Scope, rules
from xltargets.validation.submission import Submission
from xltargets.views.view import View
from xltargets.workbooks.contents import Area, Cell, Contents, Name, Sheet, Table, TableColumn, address
from xltargets.workbooks.engine import evaluate

COLOURS = Choices("colour", (("R", "Red"), ("G", "Green")))


class Settings(schema.Form):
    """The settings."""

    total = column(Kind.AMOUNT, "Total", required=True, minimum=0, help="the target of the year.")
    growth = column(Kind.RATIO, "Growth")


class Units(schema.Table):
    """Who sells."""

    person = column(Kind.TEXT, "Person", key=True, required=True)
    colour = column(Kind.CHOICE, "Colour", choices=COLOURS)


class Parts(schema.Table):
    """Who sells what, and when."""

    month = column(Kind.MONTH, "Month", key=True, required=True, checks=[schema.Ascending()])
    person = column(Kind.TEXT, "Person", references="units.person")
    weight = column(Kind.NUMBER, "Weight", minimum=0, help="the month's relative size, e.g. 1.")
    amount = column(Kind.AMOUNT, "Amount", checks=[SumsTo("settings.total")])
    start = column(Kind.DATE, "Start", checks=[Before("due")])
    due = column(Kind.DATE, "Due")
    share = column(Kind.RATIO, "Share", formula="=[@amount]/SUM([amount])")


TEMPLATE = Template(
    "small",
    "Small",
    "For tests",
    1,
    (
        schema.Sheet("guide", "Guide", Role.GUIDE, ""),
        schema.Sheet("settings", "Settings", Role.INPUT, "", (Settings,)),
        schema.Sheet("units", "Units", Role.INPUT, "", (Units,)),
        schema.Sheet("parts", "Parts", Role.INPUT, "", (Parts,)),
    ),
)

JANUARY, FEBRUARY, MARCH = 46023.0, 46054.0, 46082.0  # of 2026


def put(sheet: Sheet, where: str, value: object) -> None:
    """Put a value in a cell."""
    area = Area.parse(where)
    sheet.cells[area.top, area.left] = Cell(area.top, area.left, value)


def _sheet(name: str, rows: list[list[object]]) -> Sheet:
    """A sheet with a title in A1 and rows from A4 on."""
    sheet = Sheet(name, f"xl/worksheets/{name}.xml")
    put(sheet, "A1", name)
    for row, values in enumerate(rows, 4):
        for number, value in enumerate(values, 1):
            if value is not None:
                put(sheet, address(row, number), value)
    return sheet


def _table(name: str, sheet: Sheet, area: str) -> Table:
    bounds = Area.parse(area)
    headers = [sheet.value(bounds.top, number) for number in range(bounds.left, bounds.right + 1)]
    return Table(name, sheet.name, bounds, [TableColumn(str(header)) for header in headers])


def contents() -> Contents:
    """A workbook without a fault. Parts has four rows, the last one empty."""
    guide = Sheet("Guide", "xl/worksheets/guide.xml")
    settings = _sheet("Settings", [["Setting", "Value", "Meaning"], ["Total", 100.0, "…"], ["Growth", 0.1, "…"]])
    units = _sheet("Units", [["Person", "Colour"], ["Ann Lee", "Red"], ["Bo Chen", "G"]])
    parts = _sheet(
        "Parts",
        [
            ["Month", "Person", "Weight", "Amount", "Start", "Due", "Share"],
            [JANUARY, "Ann Lee", 1.0, 50.0, JANUARY, FEBRUARY, 0.5],
            [FEBRUARY, "Bo Chen", 0.0, 25.0, FEBRUARY, MARCH, 0.25],
            [MARCH, "Ann Lee", 1.5, 25.0, None, None, 0.25],
            [None, None, None, None, None, None, 0.0],
        ],
    )
    for row in range(5, 9):
        parts.cells[row, 7].formula = "parts[[#This Row],[Amount]]/SUM(parts[Amount])"
    for sheet in (guide, settings, parts):
        sheet.protected = True
    # What the template writes below a column that sums to a setting.
    check = 'IF(ABS(SUM(parts[Amount])-settings_total)<0.000001,"✓ agrees","✗ does not agree")'
    parts.cells[9, 4] = Cell(9, 4, "✓ agrees", check)
    tables = [
        _table("settings", settings, "A4:C6"),
        _table("units", units, "A4:B6"),
        _table("parts", parts, "A4:G8"),
    ]
    return Contents(
        Path("small.xlsx"),
        {sheet.name: sheet for sheet in (guide, settings, units, parts)},
        {table.name: table for table in tables},
        [Name("settings_total", "Settings!$B$5"), Name("settings_growth", "Settings!$B$6")],
    )


def settle(workbook: Contents) -> None:
    """Store what the formulas give, as a spreadsheet program does after each entry."""
    for (sheet, row, number), value in evaluate(workbook).values.items():
        workbook.sheets[sheet].cells[row, number].value = value


def submission(workbook: Contents) -> Submission:
    """The workbook as submitted."""
    return Submission(workbook.path, MARCH, View(workbook, TEMPLATE, MARCH))


def findings(workbook: Contents) -> list[Finding]:
    """What the rules say that follow from declarations."""
    judged = submission(workbook)
    families = ("XL2", "XL3", "XL4", "XL5")
    declared = [one for one in rules().values() if one.family in families and one.scope is not Scope.AGAINST]
    return [finding for rule in declared for finding in rule.findings(judged)]


def found(workbook: Contents) -> list[tuple[str, str]]:
    """The same as code and place."""
    return [(finding.code, finding.at.place) for finding in findings(workbook)]


def typed(sheet: str, cell: str, value: object) -> tuple[str, str, str]:
    """Type one value into the workbook without a fault: code, place and sentence of its one finding."""
    workbook = contents()
    put(workbook.sheets[sheet], cell, value)
    settle(workbook)
    (finding,) = findings(workbook)
    return finding.code, finding.at.place, finding.sentence()
