"""What a version to come may add: the mechanism of upgrades, not only its first use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.building.test_upgrade import PLAN, findings
from tests.building.test_upgraded_formulas import REWORDED
from tests.libreoffice import PROGRAM, convert
from tests.ooxml.check import problems
from xltargets.building.upgrade import upgrade
from xltargets.errors import ValueProblem
from xltargets.templates import TEMPLATES
from xltargets.templates.schema import Chart
from xltargets.views.view import View
from xltargets.workbooks.reader import read


class TestAVersionToCome:
    """A template with everything that a later version may add: the mechanism, not only its first use."""

    @pytest.fixture
    def newer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from xltargets.templates.common import STATUS
        from xltargets.templates.schema import Chart, Form, Highlight, Kind, Role, Series, Sheet, Table, column
        from xltargets.templates.target_plan.units import Units

        class Newer(Units):  # type: ignore[misc]
            name = "units"
            share = replace(Units.share, formula="=IF(settings.total=0,0,ROUND([@target]/settings.total,1))")
            office = column(Kind.TEXT, "Office", offered="lists.region", since=3)
            mood = column(Kind.CHOICE, "Mood", choices=STATUS, highlight=Highlight.TONES, default="Green", since=3)
            double = column(Kind.AMOUNT, "Double", formula="=2*[@target]", total=True, since=3)

        class Closed(Table):
            """Months that are closed."""

            title = "Closed"
            month = column(Kind.MONTH, "Month", key=True)
            amount = column(Kind.AMOUNT, "Amount")
            double = column(Kind.AMOUNT, "Double", formula="=2*[@amount]+pause.days")

        class Pause(Form):
            """How long it takes."""

            title = "Pause"
            anchor = "E4"
            days = column(Kind.COUNT, "Days", default=7)

        chart = Chart(
            "closed_chart",
            "Closed",
            "What is closed.",
            "closed.month",
            (Series("closed.amount"),),
            "Month",
            "USD",
            "A20",
        )

        def with_newer(sheet: Sheet) -> Sheet:
            return replace(sheet, blocks=tuple(Newer if block is Units else block for block in sheet.blocks))

        plan = TEMPLATES["target-plan"]
        closed = Sheet("closed", "Closed", Role.RESULT, "Closed months.", (Closed, Pause, chart), since=3)
        newest = replace(plan, version=3, sheets=(*map(with_newer, plan.sheets), closed))
        monkeypatch.setitem(TEMPLATES, "target-plan", newest)

    @pytest.mark.usefixtures("newer")
    def test_lists_colours_formulas_and_totals_come_along(self, tmp_path: Path) -> None:
        target = tmp_path / "new.xlsx"
        account = upgrade(read(PLAN), target)
        assert account.after == 3
        # Share in nine rows, and what the second version words otherwise.
        assert account.formulas == 9 + REWORDED
        assert problems(target) == []
        units = openpyxl.load_workbook(target)["Units"]
        headers = {cell.value: cell.column_letter for cell in units[4]}
        rules = {str(rule.sqref): rule for rule in units.data_validations.dataValidation}
        office, mood, double = headers["Office"], headers["Mood"], headers["Double"]
        assert rules[f"{office}5:{office}13"].formula1 == "'Settings'!$H$5:$H$13"
        assert [units[f"{mood}{row}"].value for row in (5, 10, 11)] == ["Green", "Green", None]
        coloured = {str(area.sqref): area.rules for area in units.conditional_formatting}
        assert len(coloured[f"{mood}5:{mood}13"]) == 3
        values = openpyxl.load_workbook(target, data_only=True)["Units"]
        # Alice Moreau's target is 760,716 of 4,652,120: 16.4 %, and 0.2 with one decimal.
        assert values[f"{double}5"].value == 2 * 760_716
        assert values[f"{double}14"].value == 2 * 4_652_120
        assert values["J5"].value == 0.2
        assert ("Units", 5, 10) in account.changed

    @pytest.mark.usefixtures("newer")
    def test_a_new_sheet_comes_with_tables_names_and_charts(self, tmp_path: Path) -> None:
        target = tmp_path / "new.xlsx"
        account = upgrade(read(PLAN), target)
        assert "Closed" in account.added
        view = View.of(read(target))
        assert view.is_whole
        assert view.fields["pause.days"].value == 7
        closed = view.tables["closed"]
        # Blank twice over, and the seven days.
        assert closed.sheet.value(5, closed.column_index["double"]) == 7
        assert closed.sheet.value(4, 1) == "Month"
        declared = [
            part for sheet in TEMPLATES["target-plan"].sheets for part in sheet.blocks if isinstance(part, Chart)
        ]
        assert sum(part.startswith("xl/charts/chart") for part in view.contents.parts) == len(declared) > 5
        assert findings(target) == findings(PLAN)
        if PROGRAM is not None:
            assert View.of(read(convert(target, tmp_path))).is_whole

    @pytest.mark.usefixtures("newer")
    def test_a_sheet_of_peoples_own_with_the_new_name_is_not_written_over(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.xlsx"
        book = openpyxl.load_workbook(PLAN)
        book.create_sheet("Closed")
        book.save(path)
        with pytest.raises(ValueProblem, match="rename yours"):
            upgrade(read(path), tmp_path / "new.xlsx")

    @pytest.mark.usefixtures("newer")
    def test_a_formula_that_somebody_changed_is_left_to_them(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.xlsx"
        book = openpyxl.load_workbook(PLAN)
        book["Units"]["J6"] = "=0.5"
        book.save(path)
        account = upgrade(read(path), tmp_path / "new.xlsx")
        assert account.formulas == 8 + REWORDED
        assert openpyxl.load_workbook(tmp_path / "new.xlsx")["Units"]["J6"].value == "=0.5"
