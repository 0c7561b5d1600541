"""Formulas as text: spellings, structured references, names, what reaches outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from xltargets.functions.names import bare_name
from xltargets.workbooks.contents import Area, Cell, Contents, Name, Sheet, Table, TableColumn
from xltargets.workbooks.formulas import calls_out, canonical, functions_used
from xltargets.workbooks.rewriting import OMITTED_MARK, Rewriter, to_a1
from xltargets.workbooks.structured import FormulaProblem
from xltargets.workbooks.tokens import tokens, untokenised

CONTENTS = Contents(
    Path("plan.xlsx"),
    {
        "Periods": Sheet("Periods", "", cells={(2, 9): Cell(2, 9, 1.0, "X", Area.parse("I2:I5"), dynamic=True)}),
        "Ann's 計畫": Sheet("Ann's 計畫", ""),
    },
    {
        "periods": Table(
            "periods",
            "Periods",
            Area.parse("B4:D8"),
            [TableColumn("Month"), TableColumn("Weight"), TableColumn("a]'b")],
        ),
        "sums": Table(
            "sums", "Ann's 計畫", Area.parse("A1:B5"), [TableColumn("Key"), TableColumn("Value")], has_totals=True
        ),
    },
    [
        Name("total", "Periods!$A$1"),
        Name("rate", "0.5"),
        Name("both", "total*rate"),
        Name("circle", "circle+1"),
        Name("total", "Periods!$A$2", sheet="Ann's 計畫"),
    ],
)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("TARGET_SPLIT", "TARGET_SPLIT"),
        ("target_split", "TARGET_SPLIT"),
        ("[1]!TARGET_SPLIT", "TARGET_SPLIT"),
        (r"'C:\Users\Ann\xltargets.xlam'!TARGET_SPLIT", "TARGET_SPLIT"),
        ("xltargets.xlam!TARGET_SPLIT", "TARGET_SPLIT"),
        ("_xldudf_TARGET_SPLIT", "TARGET_SPLIT"),
        ("_xldudf_XLT_TARGET_SPLIT", "TARGET_SPLIT"),
        ("ORG.XLTARGETS.FUNCTIONS.TARGETSPLIT", "TARGET_SPLIT"),
        ("TARGETSPLIT", None),
        ("SUM", None),
        ("[1]!SUM", None),
        ("'other.xlam'!TARGET_SPLIT", None),
    ],
)
def test_every_hosts_spelling_is_one_function(spelling: str, name: str | None) -> None:
    assert bare_name(spelling) == name


@pytest.mark.parametrize(
    "formula",
    [
        'IF(A1>="x""y",\'My plan\'!$B$2:C3,{1,2;"a";#N/A})',
        "periods[[#This Row],[a']''b]]&Sheet1!A:A+1.5e-3%",
        "SUM(A1:A3 B2:C3)^2<>-5",
        "名称+_x.y?",
    ],
)
def test_taking_apart_loses_nothing(formula: str) -> None:
    assert untokenised(tokens(formula)) == formula


@pytest.mark.parametrize(
    ("formula", "same"),
    [
        ("sum( a1 , B2 )", "SUM(A1,B2)"),
        ("@TARGET_SPLIT(A1, B1:B2)", "TARGET_SPLIT(A1,B1:B2)"),
        ("_xlfn.SINGLE(TARGET_SPLIT(A1,B1:B2))", "TARGET_SPLIT(A1,B1:B2)"),
        ("_xlfn._xlws.FILTER(A1:A2,(B1:B2))", "FILTER(A1:A2,(B1:B2))"),
        ("_xldudf_TARGET_SPLIT(1,{1;2})", "TARGET_SPLIT(1,{1;2})"),
        ("PERIODS[@Weight]", "periods[[#This Row],[Weight]]"),
        ("[@Weight]*2", "periods[[#This Row],[Weight]]*2"),
        ("[[#This Row],Weight]", "periods[[#This Row],[Weight]]"),
        ("SUM([Weight])", "SUM(periods[Weight])"),
        ("ROW(periods[ [#Headers] ])", "ROW(periods[#Headers])"),
        ("SUM(periods[[Month]:[Weight]])", "SUM(periods[[Month]:[Weight]])"),
        ('"a  b" & sum(A1)', '"a  b"&SUM(A1)'),
        ("SUM(A1:A3 B2:C3)", "SUM(A1:A3 B2:C3)"),
    ],
)
def test_one_canonical_form(formula: str, same: str) -> None:
    assert canonical(formula, "periods") == same
    assert canonical(same, "periods") == same


@pytest.mark.parametrize(
    ("formula", "plain"),
    [
        ("SUM(periods[Weight])", "SUM('Periods'!C5:C8)"),
        ("periods[[#This Row],[Weight]]", "'Periods'!C6"),
        ("[@Weight]", "'Periods'!C6"),
        ("[Weight]", "'Periods'!C5:C8"),
        ("ROW(periods[#Headers])", "ROW('Periods'!B4:D4)"),
        ("periods[[#Headers],[Weight]]", "'Periods'!C4"),
        ("SUM(periods[[#All],[Month]:[Weight]])", "SUM('Periods'!B4:C8)"),
        ("periods[a']''b]", "'Periods'!D5:D8"),
        ("SUM(sums[Value])+sums[[#Totals],[Value]]", "SUM('Ann''s 計畫'!B2:B4)+'Ann''s 計畫'!B5"),
        ("ROWS(periods)", "ROWS('Periods'!B5:D8)"),
        ("total*2", "'Periods'!$A$1*2"),
        ("both", "('Periods'!$A$1*0.5)"),
        ("SUM(I2#)", "SUM('Periods'!I2:I5)"),
        ("TARGET_SPLIT(1,A1:A2,,TRUE)", f'TARGET_SPLIT(1,A1:A2,"{OMITTED_MARK}",TRUE)'),
        ("TARGET_SPLIT(1,A1:A2,)", f'TARGET_SPLIT(1,A1:A2,"{OMITTED_MARK}")'),
        ("TARGET_SPLIT(,A1:A2)", f'TARGET_SPLIT("{OMITTED_MARK}",A1:A2)'),
        ("IF(A1,,TARGET_SPLIT(SUM(1,),{1,2},))", f'IF(A1,,TARGET_SPLIT(SUM(1,),{{1,2}},"{OMITTED_MARK}"))'),
        ("XLT_VERSION()", "XLT_VERSION()"),
    ],
)
def test_plain_form_for_the_engine(formula: str, plain: str) -> None:
    assert to_a1(formula, CONTENTS, "Periods", 6, 2).replace("Periods!", "'Periods'!").replace("''", "''") == plain


def test_a_sheets_own_name_comes_first() -> None:
    assert to_a1("total", CONTENTS, "Ann's 計畫", 9, 9) == "Periods!$A$2"


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("gone[Weight]", "there is no table gone"),
        ("periods[Gone]", "the table periods has no column Gone"),
        ("nowhere*2", "there is no name nowhere"),
        ("circle", "circle"),
        ("[1]Sheet1!A1", "it refers to another workbook"),
        ("[@Weight]", "outside a table"),
        ("periods[[#Totals],[Weight]]", "has no such row"),
        ("A1#", "A1# is no spilled range"),
    ],
)
def test_what_cannot_be_written_plainly(formula: str, reason: str) -> None:
    with pytest.raises(FormulaProblem, match=reason):
        to_a1(formula, CONTENTS, "Periods", 40, 40)


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ('WEBSERVICE("http://x")', "WEBSERVICE"),
        ('_xlfn.WEBSERVICE("http://x")', "WEBSERVICE"),
        ('HYPERLINK("file:///etc/passwd","x")', 'HYPERLINK("file:///etc/passwd")'),
        ('HYPERLINK("#Periods!A1","x")', None),
        ("INDIRECT(\"'[other.xlsx]S'!A1\")", "INDIRECT(\"'[other.xlsx]S'!A1\")"),
        ('INDIRECT("A"&1)', None),
        ("[1]Sheet1!A1+1", "[1]Sheet1!A1"),
        ("'[other.xlsx]S 1'!A1", "'[other.xlsx]S 1'!A1"),
        ("[1]!TARGET_SPLIT(1,{1;2})", None),
        ("[1]!Evil(1)", "[1]!EVIL("),
        ("cmd|'/c calc'!A1", "|"),
        ("SUM(periods[Weight])", None),
        ('"WEBSERVICE("', None),
    ],
)
def test_what_reaches_outside(formula: str, found: str | None) -> None:
    assert calls_out(formula) == found


def test_functions_used() -> None:
    assert functions_used('IF([1]!TARGET_SPLIT(1,{1})>_xlfn.XLOOKUP(A1,B:B,C:C),"SUM(",min(1))') == {
        "IF",
        "TARGET_SPLIT",
        "XLOOKUP",
        "MIN",
    }


def test_a_function_of_one_cell_over_a_range_is_not_asked_for() -> None:
    rewriter = Rewriter(CONTENTS)
    assert rewriter.plain("SUM(A1:A4)+ISNUMBER(A1)", "Periods", 6, 2) == "SUM(A1:A4)+ISNUMBER(A1)"
    for formula in ("SUMPRODUCT(ISNUMBER(A1:A4)*B1:B4)", "SUM(ISNUMBER((periods[Weight])))", "N(periods)"):
        with pytest.raises(FormulaProblem, match="over a range"):
            rewriter.plain(formula, "Periods", 6, 2)


def test_a_formula_is_written_out_for_each_row_and_table_by_itself() -> None:
    rewriter = Rewriter(CONTENTS)
    assert rewriter.plain("[@Weight]+periods[@Weight]", "Periods", 6, 2) == "'Periods'!C6+'Periods'!C6"
    assert rewriter.plain("[@Weight]+periods[@Weight]", "Periods", 7, 2) == "'Periods'!C7+'Periods'!C7"
    assert rewriter.plain("periods[[#This Row],[Month]:[Weight]]", "Periods", 8, 9) == "'Periods'!B8:C8"
    with pytest.raises(FormulaProblem, match="has no such row"):
        rewriter.plain("periods[@Weight]", "Periods", 9, 2)
    with pytest.raises(FormulaProblem, match="outside a table"):
        rewriter.plain("[@Weight]", "Periods", 40, 2)
