"""Each mistake in rules, pages, names, styles, charts and parts that is known to make Excel offer a repair is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ooxml.planting import (
    BOOK,
    BOOK_LINKS,
    CHART,
    CUSTOM,
    DRAWING,
    INPUTS,
    INPUTS_LINKS,
    REPORT,
    STYLES,
    TYPES,
    UNITS,
    Mistake,
    planted,
)

if TYPE_CHECKING:
    from pathlib import Path

ORDER = [
    Mistake(INPUTS, "<sheetProtection", "<sheetProtections", "Unexpected element 'sheetProtections'"),
    Mistake(
        REPORT,
        '<sheetFormatPr defaultRowHeight="15"/><sheetData>',
        '<sheetData/><sheetFormatPr defaultRowHeight="15"/><sheetData>',
        "Unexpected element 'sheetFormatPr'",
    ),
    Mistake(INPUTS, '<brk id="10"', '<brk lines="1" id="10"', "The 'lines' attribute is not declared"),
    Mistake(BOOK, "<calcPr", "<bookViews/><calcPr", "Unexpected element 'bookViews'"),
    Mistake(STYLES, "<borders", "<numFmts/><borders", "Unexpected element 'numFmts'"),
    Mistake(UNITS, "<tableStyleInfo", "<autoFilter/><tableStyleInfo", "Unexpected element 'autoFilter'"),
    Mistake(CHART, '<c:idx val="0"/><c:order val="0"/>', '<c:order val="0"/><c:idx val="0"/>', "Unexpected element"),
    Mistake(CHART, '<c:grouping val="clustered"/>', '<c:grouping val="heaped"/>', "'heaped' is not in allowed values"),
    Mistake(DRAWING, "<xdr:clientData/>", "", "'clientData' is missing"),
]
RULES = [
    Mistake(INPUTS, 'sqref="A4:A6"><formula1>', 'sqref="A4:A"><formula1>', "the validation of A4:A has no cells"),
    Mistake(INPUTS, 'sqref="B4:B6"><formula1>', 'sqref="A6:B6"><formula1>', "the validation of A6:B6 overlaps another"),
    Mistake(INPUTS, 'promptTitle="Unit"', f'promptTitle="{"x" * 33}"', "its promptTitle has 33 characters"),
    Mistake(INPUTS, 'prompt="Which one"', f'prompt="{"😀" * 128}"', "its prompt has 256 characters"),
    Mistake(INPUTS, "North,South,West", "x" * 256, "the list has 256 characters"),
    Mistake(INPUTS, '"North,South,West"<', '"North,"South",West"<', 'the list "North,"South",West" is not in quotes'),
    Mistake(INPUTS, '"North,South,West"<', "units[Unit]<", "the structured reference units[Unit] in a rule"),
    Mistake(INPUTS, "$A$1:$A$3", "$A$1:'Rep &amp; Co'!$A$3", "the list 'Rep & Co'!$A$1:'Rep & Co'!$A$3 is no area"),
    Mistake(INPUTS, "<formula1>0<", "<formula1>=0<", "the formula begins with ="),
    Mistake(INPUTS, "<formula2>9</formula2>", "", "whole has fewer than 2 formulas"),
    Mistake(INPUTS, 'type="whole"', 'type="number"', "'number' is not in allowed values"),
    Mistake(INPUTS, 'dataValidations count="3"', 'dataValidations count="4"', "dataValidations counts 4 and has 3"),
    Mistake(INPUTS, 'dxfId="1" priority="1"', 'dxfId="3" priority="1"', "the format of A4:A6 has the look 3 of 3"),
    Mistake(INPUTS, 'priority="2"', 'priority="1"', "2 conditional formats have the priority 1"),
    Mistake(INPUTS, 'priority="2"', 'priority="0"', "a conditional format has the priority 0"),
    Mistake(INPUTS, "$B4&gt;total", "units[Amount]&gt;1", "the structured reference units[Amount] in a rule"),
    Mistake(INPUTS, ' operator="equal"', "", "cellIs without an operator"),
    Mistake(INPUTS, '<formula>"North"</formula>', "", "cellIs has 0 formulas of 1"),
    Mistake(INPUTS, ' operator="beginsWith" text="N"', ' operator="beginsWith"', "beginsWith without a text"),
    Mistake(INPUTS, '<cfvo type="max" val="0"/><color rgb="FF638EC6"/>', "", "is missing"),
    Mistake(INPUTS, '<cfvo type="percent" val="33"/>', "", "iconSet has 2 values and 0 colours"),
    Mistake(INPUTS, '<color rgb="FFFF7128"/>', "", "Required element 'color' is missing"),
]
PAGES = [
    Mistake(INPUTS, 'xSplit="1" ', "", "the active pane is bottomRight, which is not there"),
    Mistake(REPORT, 'workbookViewId="0"', 'workbookViewId="1"', "its view belongs to a window that is not there"),
    Mistake(INPUTS, 'activeCell="B1"', 'activeCell="C1"', "the selection B1 is without its active cell C1"),
    Mistake(INPUTS, "location=\"'Rep &amp; Co'!A1\"", 'location="Rep!A1"', "the link in H7 leads to Rep!A1"),
    Mistake(INPUTS, "location=\"'Rep &amp; Co'!A1\"", 'location="nowhere"', "the link in H7 leads to nowhere"),
    Mistake(
        INPUTS, 'display="See', f'tooltip="{"x" * 256}" display="See', "the tooltip of the link in H7 has more than"
    ),
    Mistake(INPUTS, "8Page", "8" + "x" * 256, "a header or footer has more than 255 characters"),
    Mistake(INPUTS, 'left="0.7"', 'left="-1"', "a margin is no width of paper"),
    Mistake(INPUTS, "<headerFooter>", '<pageSetup scale="5"/><headerFooter>', "the page's scale is 5"),
    Mistake(INPUTS, '<brk id="20"', '<brk id="9"', "the page breaks after 9, after 10"),
    Mistake(INPUTS, 'rowBreaks count="2"', 'rowBreaks count="3"', "rowBreaks counts 3 and has 2"),
    Mistake(INPUTS, 'mergeCells count="2"', 'mergeCells count="3"', "mergeCells counts 3 and has 2"),
    Mistake(
        INPUTS, 'sheetProtection sheet="1"', 'sheetProtection spinCount="9" sheet="1"', "the protection has only spin"
    ),
]
NAMES = [
    Mistake(BOOK, 'name="Rep &amp; Co"', 'name="INPUTS"', "2 sheets are called inputs, but for capitals"),
    Mistake(
        BOOK, "<sheet ", f'<sheet name="{"x" * 32}" sheetId="3" r:id="rId2"/><sheet ', "has more than 31 characters"
    ),
    Mistake(BOOK, "<sheet ", '<sheet name="A/B" sheetId="3" r:id="rId2"/><sheet ', "no sheet may be called A/B"),
    Mistake(
        BOOK, "<sheet ", '<sheet name="History" sheetId="3" r:id="rId2"/><sheet ', "no sheet may be called History"
    ),
    Mistake(BOOK, "<sheet ", '<sheet name="\'A" sheetId="3" r:id="rId2"/><sheet ', "no sheet may be called 'A"),
    Mistake(BOOK, "<workbookView ", '<workbookView activeTab="2" ', "the active sheet is number 2, and there are 2"),
    Mistake(BOOK, '<sheet name="Inputs"', '<sheet name="Inputs" state="hidden"', "the active sheet is hidden"),
    Mistake(BOOK, 'definedName name="low"', 'definedName name="Total"', "the name total is defined 2 times"),
    Mistake(BOOK, 'definedName name="low"', 'definedName name="LO2026"', "LO2026 is no legal name"),
    Mistake(BOOK, 'definedName name="low"', 'definedName name="R2"', "R2 is no legal name"),
    Mistake(BOOK, 'definedName name="low"', 'definedName name="the low"', "the low is no legal name"),
    Mistake(BOOK, ">Inputs!$H$2<", ">#REF!$H$2<", "the name low stands for #REF!"),
    Mistake(
        BOOK, ">Inputs!$H$2<", ">Input!$H$2<", "the name low: the formula names the sheet Input, which is not there"
    ),
    Mistake(BOOK, ' localSheetId="0">', ">", "the built-in name Print_Titles belongs to no sheet"),
    Mistake(BOOK, ' localSheetId="0">', ' localSheetId="2">', "Print_Titles belongs to a sheet that is not there"),
    Mistake(BOOK, ">Inputs!$3:$3<", ">Inputs!$A$3:$D$3<", "the name Print_Titles is Inputs!$A$3:$D$3, not whole rows"),
    Mistake(BOOK, "_xlnm.Print_Titles", "_xlnm.Titles", "there is no built-in name Titles"),
]
LOOKS = [
    Mistake(
        STYLES, 'numFmtId="164" fontId="0"', 'numFmtId="170" fontId="0"', "has the number format 170, which is not"
    ),
    Mistake(STYLES, 'xfId="1" applyAlignment', 'xfId="2" applyAlignment', "cellXfs 2 has the xfId 2 of 2"),
    Mistake(
        STYLES,
        'fontId="1" fillId="0" borderId="0" xfId',
        'fontId="2" fillId="0" borderId="0" xfId',
        "the fontId 2 of 2",
    ),
    Mistake(STYLES, '<cellXfs count="3">', '<cellXfs count="4">', "cellXfs counts 4 and has 3"),
    Mistake(STYLES, "&quot;USD&quot;", "&quot;USD", 'the number format #,##0.00 "USD cannot be read'),
    Mistake(STYLES, 'formatCode="0.0"', 'formatCode="0;0;0;@;0"', "the number format 0;0;0;@;0 cannot be read"),
    Mistake(STYLES, 'formatCode="0.0"', f'formatCode="{"0" * 256}"', "a number format has 256 characters"),
    Mistake(
        STYLES, '<numFmts count="1">', '<numFmts count="2"><numFmt numFmtId="164" formatCode="0"/>', "have the id 164"
    ),
    Mistake(STYLES, '<cellStyle name="Hyperlink"', '<cellStyle name="Normal"', "2 styles are called normal"),
]
CHARTS = [
    Mistake(DRAWING, "<xdr:col>14<", "<xdr:col>6<", "a drawing reaches from [1, 7] to [15, 6]"),
    Mistake(DRAWING, 'id="3" name', 'id="2" name', "2 drawings have the id 2"),
    Mistake(DRAWING, 'r:id="rId2"', 'r:id="rId5"', "there is no relationship rId5"),
    Mistake(CHART, "'Rep &amp; Co'!$B$1", "'Report'!$B$1", "the formula names the sheet Report, which is not there"),
    Mistake(CHART, "'Rep &amp; Co'!$B$1:$B$3", "units[Amount]", "a series refers to units[Amount], without a sheet"),
    Mistake(CHART, '<c:axId val="50010002"/></c:barChart>', '<c:axId val="7"/></c:barChart>', "a chart lies on axes"),
    Mistake(CHART, '<c:crossAx val="50010001"/>', '<c:crossAx val="7"/>', "an axis crosses one that is not there"),
    Mistake(CHART, '<c:order val="1"/>', '<c:order val="0"/>', "two series have the same order"),
    Mistake(CHART, '<c:ptCount val="3"/>', '<c:ptCount val="2"/>', "the stored points of a series are not as many"),
]
PARTS = [
    Mistake(INPUTS, "<v>10.5</v>", "<v>10.5", "not well-formed"),
    Mistake(INPUTS, "<v>10.5</v>", "<v>\x02</v>", "not well-formed"),
    Mistake(INPUTS, "<worksheet", "<!DOCTYPE worksheet><worksheet", "has a document type declaration"),
    Mistake(
        INPUTS,
        "<worksheet ",
        '<worksheet mc:Ignorable="x14" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ',
        "mc:Ignorable names x14",
    ),
    Mistake(TYPES, "/xl/tables/table2.xml", "/xl/tables/table3.xml", "no content type of its own"),
    Mistake(
        INPUTS_LINKS,
        "../tables/table2.xml",
        "../tables/table3.xml",
        "leads to xl/tables/table3.xml as a table, which it is not",
    ),
    Mistake(
        INPUTS_LINKS, "../tables/table2.xml", "../styles.xml", "rId3 leads to xl/styles.xml as a table, which it is not"
    ),
    Mistake(INPUTS_LINKS, 'Id="rId3"', 'Id="rId4"', "there is no relationship rId3"),
    Mistake(
        INPUTS_LINKS, "https://example.com/", "https://example.com/a b", "the address https://example.com/a b is none"
    ),
    Mistake(BOOK_LINKS, 'Target="metadata.xml"', 'Target="styles.xml"', "leads to xl/styles.xml as a sheetMetadata"),
    Mistake(CUSTOM, 'pid="3"', 'pid="2"', "2 properties have the pid 2"),
    Mistake(CUSTOM, 'pid="2"', 'pid="1"', "pid must be >= 2"),
    Mistake(CUSTOM, 'name="version"', 'name="Kind"', "2 properties have the name kind"),
    Mistake(CUSTOM, ">good<", f">{'x' * 256}<", "the property kind has more than 255 characters"),
]


@pytest.mark.parametrize("mistake", [*ORDER, *RULES, *PAGES, *NAMES, *LOOKS, *CHARTS, *PARTS], ids=str)
def test_a_mistake_is_found(mistake: Mistake, tmp_path: Path) -> None:
    """One slip may be told from several sides; what is meant must be among it."""
    found = planted(mistake, tmp_path / "wrong.xlsx")
    assert [one for one in found if mistake.said in one]
