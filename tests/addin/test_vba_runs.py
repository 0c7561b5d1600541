"""The add-in's own Visual Basic really runs: in LibreOffice, with stand-ins for xlwings' module and for Python.

This shows that our modules compile there, hand all arguments over, and make error values of marked text. It is no
proof for Excel, which has its own Visual Basic.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from html import escape
from pathlib import Path

import pytest

from tests.addin.test_xlam import as_workbook
from tests.libreoffice import needs_libreoffice
from xltargets.addin.excel import ribbon, vba, xlam
from xltargets.functions import FUNCTIONS

SYSTEM_PYTHON = "/usr/bin/python3"
"""The one that LibreOffice's package python3-uno belongs to."""

XLWINGS = """\
Public Function XLPy() As Object
    Set XLPy = New FakePython
End Function
Public Function RunPython(Command)
End Function
"""
PYTHON = """\
Public Function CallUDF(ByVal Where, ByVal Name, ByVal Arguments, ByVal Book, ByVal Caller) As Variant
    Dim Grid(0 To 1, 0 To 1) As Variant
    Select Case Name
        Case "PEER_INDEX"
            CallUDF = Chr$(27) & "2042"
        Case "TARGET_GRID"
            Grid(0, 0) = 1: Grid(0, 1) = 2: Grid(1, 0) = 3: Grid(1, 1) = Chr$(27) & "2036"
            CallUDF = Grid
        Case "COMMISSION_LEGS"
            CallUDF = Array(34, Chr$(27) & "2007", "text")
        Case "TARGET_PACE"
            CallUDF = UBound(Arguments) + 1 & Where
        Case "XLT_EXPLAIN"
            CallUDF = UBound(Arguments) + 1 & Arguments(0) & (Arguments(1) Is Nothing)
        Case "XLT_VERSION"
            Err.Raise 1000
        Case Else
            CallUDF = Arguments(0)
    End Select
End Function
"""
CONTROL = "Public ID As String\n"
EXCEL = """\
Public ScreenUpdating, IsAddin, Saved, Described, Seen, Told
Public Sub MacroOptions(ByVal Name, ByVal Summary, ByVal Category, Optional ByVal Helps)
    ' Cannot edit a macro on a hidden workbook.
    If IsAddin Then Err.Raise 1004
    Described = Described + 1
    If ScreenUpdating Then Seen = Seen + 1
    If Name Like "*!ACHIEVEMENT" Then Told = Summary & Helps(0)
    Saved = False
End Sub
"""
"""What Application and ThisWorkbook do when macros are described."""
PROBE = """\
Public TheExcel
Public Function ProbeDecoded(Text)
    ProbeDecoded = Decoded(Text)
End Function
Public Function ProbeItem(Found, Row, Column)
    ProbeItem = Found(Row, Column)
End Function
Public Function ProbeGrid()
    ProbeGrid = CStr(TARGET_GRID(1, 2, 3)(1, 1))
End Function
Public Function ProbeLegs()
    ProbeLegs = CStr(COMMISSION_LEGS(1, 2)(1)) & COMMISSION_LEGS(1, 2)(2)
End Function
Public Function ProbeHelp(Stored)
    Set TheExcel = New FakeExcel
    TheExcel.ScreenUpdating = True: TheExcel.IsAddin = True: TheExcel.Saved = CBool(Stored)
    TheExcel.Described = 0: TheExcel.Seen = 0
    DescribeFunctions
    ProbeHelp = TheExcel.Described & " " & TheExcel.Seen & " " & CInt(TheExcel.IsAddin) & " " & _
        CInt(TheExcel.Saved) & " " & CInt(TheExcel.ScreenUpdating)
End Function
Public Function ProbeTold()
    ProbeHelp 1
    ProbeTold = TheExcel.Told
End Function
Public Function ProbeLabel(Key)
    Dim Control As New FakeControl, Found As Variant
    Control.ID = Key
    GetLabel Control, Found
    ProbeLabel = Found
End Function
"""
# What CVErr makes shows in LibreOffice as the error's number in words.
CASES = {
    "COMMISSION(7,1)": "7",
    'COMMISSION("text",1)': "text",
    "PEER_INDEX(1,2)": "Error 2042",
    "SUM(TARGET_GRID(1,2,3))": "6",
    "PROBEGRID()": "Error 2036",
    "PROBELEGS()": "Error 2007text",
    "TARGET_PACE(1,2,3,4)": f"{len(FUNCTIONS['TARGET_PACE'].parameters)}xltargets.hosts.excel.addin",
    # With room for the cell that asks, in which there is no object yet.
    'XLT_EXPLAIN("=1")': "2=1True",
    "XLT_VERSION()": "Error 2015",
    'PROBEDECODED("a\\u5206\\u89e3 b")': "a分解 b",
    # All described, none while people could see it; then an add-in again, as stored as before, with a live screen.
    "PROBEHELP(1)": f"{len(FUNCTIONS)} 0 -1 -1 -1",
    # In the language of Excel, which is Taiwan's here.
    "PROBETOLD()": "目標的達成率：1 為 100%。實際完成的值。",
    "PROBEHELP(0)": f"{len(FUNCTIONS)} 0 -1 0 -1",
    'PROBELABEL("xlt_split")': "分解目標",
    'PROBELABEL("xlt_group_more")': "更多",
}


def has_uno() -> bool:
    return (
        shutil.which(SYSTEM_PYTHON) is not None
        and not subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode
    )


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("vba")
    workbook = _with_stand_ins(folder)
    script = Path(__file__).with_name("uno_cells.py")
    command = [SYSTEM_PYTHON, str(script), str(workbook), str(folder / "profile"), str(len(CASES))]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=180)
    return dict(zip(CASES, json.loads(run.stdout), strict=True))


def _with_stand_ins(folder: Path) -> Path:
    from pyopenvba import ExcelFile, VBAModuleKind

    xlam.build(folder / "addin.xlam")
    workbook = as_workbook(folder / "addin.xlam", folder / "addin.xlsm")
    with ExcelFile(workbook) as book:
        project = book.vba_project()
        project.delete_module("Dictionary")
        book.set_module("xlwings", 'Attribute VB_Name = "xlwings"\r\n' + XLWINGS.replace("\n", "\r\n"))
        # No Excel's language to ask for here: say which it is, and that a control is any object.
        shared = book.get_module(vba.SHARED_MODULE)
        book.set_module(vba.SHARED_MODULE, shared.replace('Language = "en"', 'Language = "zh-TW"'))
        source = book.get_module(ribbon.MODULE)
        book.set_module(ribbon.MODULE, source.replace("control As IRibbonControl", "control"))
        # LibreOffice has no MacroOptions, and no names of arguments for objects of ours.
        source = re.sub(r"\w+:=", "", book.get_module(vba.HELP_MODULE))
        book.set_module(vba.HELP_MODULE, re.sub(r"\b(Application|ThisWorkbook)\.(?!Name)", "TheExcel.", source))
        for name, code in (("FakePython", PYTHON), ("FakeControl", CONTROL), ("FakeExcel", EXCEL)):
            project.add_module(name, code.replace("\n", "\r\n"), kind=VBAModuleKind.other)
        project.add_module("Probe", PROBE.replace("\n", "\r\n"))
        book.save()
    return _with_formulas(workbook, folder / "formulas.xlsm")


def _with_formulas(source: Path, target: Path) -> Path:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><f>{escape(formula)}</f></c></row>' for row, formula in enumerate(CASES, 1)
    )
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            part = package.read(name)
            if name.startswith("xl/worksheets/"):
                before, _, after = part.decode().partition("<sheetData>")
                part = f"{before}<sheetData>{rows}</sheetData>{after.partition('</sheetData>')[2]}".encode()
            copy.writestr(name, part)
    return target


@needs_libreoffice
@pytest.mark.skipif(not has_uno(), reason="LibreOffice's Python (python3-uno) is not installed")
@pytest.mark.parametrize("formula", CASES)
def test_a_cell_shows(formula: str, shown: dict[str, str]) -> None:
    assert shown[formula] == CASES[formula]
