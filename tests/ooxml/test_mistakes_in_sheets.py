"""Each mistake in a sheet or a table that is known to make Excel offer a repair is found, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ooxml.planting import INPUTS, NOTES, REPORT, STRINGS, UNITS, Mistake, planted

if TYPE_CHECKING:
    from pathlib import Path

_H5 = 'IF(total&gt;low,"high",SUM(units[Amount],1,2))'


def formula(wrong: str, said: str) -> Mistake:
    return Mistake(INPUTS, f"<f>{_H5}</f>", f"<f>{wrong}</f>", f"H5: {said}")


def deep(levels: int) -> str:
    return "ABS(" * levels + "1" + ")" * levels


CELLS = [
    Mistake(INPUTS, '2" spans="1:8"><c r="H2"', '1" spans="1:8"><c r="H1"', "row 1 stands after row 1"),
    Mistake(REPORT, '<c r="B2"', '<c r="A2"', "the cell A2 stands after one to its right"),
    Mistake(INPUTS, '<c r="H8"', '<c r="H9"', "the cell H9 stands in row 8"),
    Mistake(INPUTS, '<c r="H1" s="1">', '<c r="H1" s="3">', "H1 has the style 3 of 3"),
    Mistake(INPUTS, '<c r="H7" s="2" t="s"><v>12<', '<c r="H7" s="2" t="s"><v>99<', "Shared string index 99"),
    Mistake(INPUTS, 't="b"><v>1<', 't="b"><v>yes<', "H3 is the truth value yes"),
    Mistake(INPUTS, "<v>#DIV/0!<", "<v>#CALC!<", "H4 is the error #CALC!"),
    Mistake(INPUTS, '<c r="H2"><v>3<', '<c r="H2"><v>nan<', "H2 is the number nan"),
    Mistake(INPUTS, '<c r="H2"><v>3<', '<c r="H2"><v>3,5<', "H2 is the number 3,5"),
    Mistake(INPUTS, '<c r="H2"><v>3<', '<c r="H2" t="d"><v>2026-13-01<', "H2 is the date 2026-13-01"),
    Mistake(INPUTS, '<c r="H2">', '<c r="H2" t="inlineStr">', "H2 is an inline text without one"),
    Mistake(INPUTS, '<c r="H2">', '<c r="H2" t="text">', "'text' is not in allowed values"),
    Mistake(STRINGS, "<t>merged<", f"<t>{'x' * 32768}<", "F20 holds a text of 32768 characters"),
    Mistake(INPUTS, '<col min="3"', '<col min="1"', "the columns 1 to 4 stand after column 1"),
    Mistake(
        INPUTS, '<mergeCell ref="F23:G24"/>', '<mergeCell ref="G21:G24"/>', "F20:G21 (merged) and G21:G24 (merged)"
    ),
    Mistake(INPUTS, '<mergeCell ref="F23:G24"/>', '<mergeCell ref="F23"/>', "F23 cannot be merged"),
    Mistake(INPUTS, '<mergeCell ref="F23:G24"/>', '<mergeCell ref="D6:E6"/>', "D6:E6 (merged) lies in the table units"),
    Mistake(REPORT, 'ref="D1:D3"', 'ref="D2:D3"', "the array formula in D1 fills D2:D3"),
    Mistake(REPORT, 'ref="D1:D3"', 'ref="D1:F1"', "D1:F1 (array) and F1:F2 (array) overlap"),
    Mistake(REPORT, 'cm="1"', 'cm="2"', "D1 has metadata that are not there"),
    Mistake(REPORT, '<f t="array" ref="D1:D3">', "<f>", "D1 spills, but is no array formula"),
    Mistake(INPUTS, '<c r="H4" t="e"><f>1/0<', '<c r="H4" t="e"><f t="shared" si="4"><', "H4 shares a formula"),
    Mistake(INPUTS, '<row r="5"', '<row r="4.5"', "4.5"),
]
FORMULAS = [
    formula("=1", "the formula begins with ="),
    formula(" ", "the formula is empty"),
    formula("1" + "+1" * 4096, "the formula has 8193 characters, more than 8192"),
    formula(deep(65), "the formula nests deeper than 64"),
    formula(f'LEN("{"x" * 256}")', "the formula holds a text of more than 255 characters"),
    formula("SUM(1;2)", "the formula has a ; where a comma must be"),
    formula("SUM(1,2", "the formula ends too early"),
    formula("1+", "the formula ends too early"),
    formula("1,2)", "the formula cannot be read"),
    formula("(1+)", "the formula has a ) too early"),
    formula("(1)(2)", "the formula has no operator before ("),
    formula("1+*2", "the formula has no operand before *"),
    formula("IF(1)", "IF has 1 arguments"),
    formula("YEAR()", "YEAR has 0 arguments"),
    formula("ROUND(1,2,3)", "ROUND has 3 arguments"),
    formula("XLOOKUP(1,2,3)", "XLOOKUP is newer than Excel 2007 and has no _xlfn. before it"),
    formula("Sheet9!A1", "the formula names the sheet Sheet9, which is not there"),
    formula("SUM(A1:XFE1)", "A1:XFE1 is in no sheet"),
    formula("SUM(A1#)", "the formula cannot be read"),
    formula("@total", "@total has an @, which a file writes in full"),
    formula("SUM(unit[Amount])", "unit[Amount] names a table that is not there"),
    formula("SUM(units[Amounts])", "units[Amounts] names a column that is not there"),
    formula("SUM(units[#Sums])", "units[#Sums] names no part of a table"),
    formula("units[@Amount]", "units[@Amount] has an @, which a file writes in full"),
    formula("SUM([Amount])", "[Amount] names a table that is not there"),
]
TABLES = [
    Mistake(NOTES, ' id="2" name', ' id="1" name', "2 tables have the id 1"),
    Mistake(NOTES, 'displayName="notes"', 'displayName="Units"', "2 tables have the name units"),
    Mistake(NOTES, 'displayName="notes"', 'displayName="Low"', "the name low is a table's, too"),
    Mistake(NOTES, 'displayName="notes"', 'displayName="my notes"', "my notes is no legal name of a table"),
    Mistake(NOTES, 'displayName="notes"', 'displayName="Q1"', "Q1 is no legal name of a table"),
    Mistake(NOTES, 'displayName="notes"', 'displayName="R1C1"', "R1C1 is no legal name of a table"),
    Mistake(UNITS, '<tableColumns count="4">', '<tableColumns count="5">', "the table counts 5 columns and has 4"),
    Mistake(
        NOTES,
        '"A10:B12" totalsRowShown="0"><autoFilter ref="A10:B12"/>',
        '"A10:C12" totalsRowShown="0">',
        "the table has 2 columns in A10:C12",
    ),
    Mistake(UNITS, '<autoFilter ref="A3:D6"/>', '<autoFilter ref="A3:D7"/>', "it filters A3:D7"),
    Mistake(NOTES, 'name="Note"/>', 'name="Notes"/>', "the header of the column Notes says Note"),
    Mistake(
        UNITS, 'name="Line&#xA;break"', 'name="Line break"', "the header of the column Line break says Line\nbreak"
    ),
    Mistake(INPUTS, '<c r="B10" t="s"><v>9</v>', '<c r="B10"><v>9</v>', "the header of the column Note is no text"),
    Mistake(INPUTS, '<c r="B10" t="s">', '<c r="B10" t="s"><f>H7</f>', "the header of the column Note is a formula"),
    Mistake(NOTES, '<tableColumn id="2" name="Note"', '<tableColumn id="1" name="Note"', "2 columns have the id 1"),
    Mistake(
        UNITS, 'totalsRowLabel="Total"', 'totalsRowLabel="Sum"', "the total of the column Unit says Total, not Sum"
    ),
    Mistake(INPUTS, "SUBTOTAL(109,", "SUBTOTAL(101,", "the total of the column Amount is SUBTOTAL(101,[Amount])"),
    Mistake(UNITS, ' totalsRowFunction="sum"', "", "the total of the column Amount has a formula that the table"),
    Mistake(UNITS, 'dataDxfId="0"', 'dataDxfId="3"', "the column Amount has a look that is not there"),
    Mistake(UNITS, "Formula>units[[", "Formula>=units[[", "the column Double: the formula begins with ="),
    Mistake(
        UNITS, "Formula>units[[#This Row],[Unit]]&amp;", "Formula>[@Unit]&amp;", "the column Double: [@Unit] has an @"
    ),
    Mistake(INPUTS, 'count="2"><tablePart r:id="rId2"/>', 'count="1">', "1 tables are listed, and there are 2"),
]


@pytest.mark.parametrize("mistake", [*CELLS, *FORMULAS, *TABLES], ids=str)
def test_a_mistake_is_found(mistake: Mistake, tmp_path: Path) -> None:
    [found] = planted(mistake, tmp_path / "wrong.xlsx")
    assert mistake.said in found
